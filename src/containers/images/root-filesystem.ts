/** How a root file system is put together of an image's layers when its container is started. */
export type RootFilesystem =
  | {
      /**
       * By overlayfs. In `directory` are links 0, 1, ... to the layers, uppermost first, and the directories
       * `upper` and `work`: short names, because the kernel takes a page of them.
       */
      readonly kind: 'overlay';
      readonly directory: string;
      readonly layerCount: number;
    }
  | {
      /** It is there already. */
      readonly kind: 'directory';
      readonly directory: string;
    };
