/** @compat The Marathon whose API this is; clients decide by it what they may ask. */
export const marathonVersion = '1.11.24';
