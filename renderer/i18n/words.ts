/**
 * Shape of a language: the same keys as another one, with its own words. A text that counts may have a second form under its key with `_one`,
 * which is taken for the number one.
 */
export type SameKeys<T> = { readonly [K in keyof T]: T[K] extends string ? string : SameKeys<T[K]> } & {
  readonly [K in keyof T & string as T[K] extends string ? `${K}_one` : never]?: string;
};
