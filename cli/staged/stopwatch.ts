/** How long each part of the demo took, and one line about it while it runs. */
export type TimedStep = { readonly name: string; readonly ms: number };

export type Stopwatch = {
  readonly steps: readonly TimedStep[];
  /** Runs a part; what it answers besides its value is shown behind its name. */
  readonly time: <T>(name: string, part: () => Promise<T>, say?: (value: T) => string) => Promise<T>;
};

export function stopwatch(print: (line: string) => void): Stopwatch {
  const steps: TimedStep[] = [];
  return {
    steps,
    time: async (name, part, say) => {
      const from = performance.now();
      const value = await part();
      const ms = Math.round(performance.now() - from);
      steps.push({ name, ms });
      print(`${name}${say === undefined ? '' : `：${say(value)}`}（${ms} 毫秒）`);
      return value;
    },
  };
}
