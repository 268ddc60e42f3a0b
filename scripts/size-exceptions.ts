/** Places that are longer than the limits, each with the reason why splitting would make it worse. */
export type SizeException = {
  readonly path: string;
  /** The name of a function, or undefined for the length of the file. */
  readonly name?: string;
  readonly because: string;
};

export const sizeExceptions: readonly SizeException[] = [];
