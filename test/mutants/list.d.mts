export interface Change {
  readonly file: string;
  readonly find: string;
  readonly replace: string;
}

export const mutants: readonly (Change & {
  readonly name: string;
  readonly also?: Change;
  readonly scenario?: string;
})[];
