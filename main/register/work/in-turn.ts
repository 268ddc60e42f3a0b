/** Work on one thing that must not overlap in this process: read, change slowly, write. */

/** Runs pieces of work with the same key one after the other, in the order of the calls; a failure does not stop the next. */
export type InTurn = <T>(key: string, work: () => Promise<T>) => Promise<T>;

/** A new set of queues. */
export function turns(): InTurn {
  const last = new Map<string, Promise<unknown>>();
  return async (key, work) => {
    const mine = (last.get(key) ?? Promise.resolve()).then(work);
    const settled = mine.catch(() => undefined);
    last.set(key, settled);
    try {
      return await mine;
    } finally {
      if (last.get(key) === settled) last.delete(key);
    }
  };
}
