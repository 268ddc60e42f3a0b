/** Cycles in a directed graph of files. */
type Graph = ReadonlyMap<string, readonly string[]>;

/** The shortest way from `start` back to itself, or undefined. */
function shortestCycle(graph: Graph, start: string): readonly string[] | undefined {
  const cameFrom = new Map<string, string>();
  const queue = [start];
  for (let at = queue.shift(); at !== undefined; at = queue.shift()) {
    for (const next of graph.get(at) ?? []) {
      if (next === start) {
        const way = [start];
        for (let step = at; step !== start; step = cameFrom.get(step) ?? start) way.unshift(step);
        return [start, ...way];
      }
      if (!cameFrom.has(next)) {
        cameFrom.set(next, at);
        queue.push(next);
      }
    }
  }
  return undefined;
}

/** One shortest cycle for each group of files that import each other, as `[a, b, a]`. */
export function cyclesOf(graph: Graph): readonly (readonly string[])[] {
  const known = new Set<string>();
  const cycles: (readonly string[])[] = [];
  for (const start of graph.keys()) {
    if (known.has(start)) continue;
    const cycle = shortestCycle(graph, start);
    if (!cycle) continue;
    for (const file of cycle) known.add(file);
    cycles.push(cycle);
  }
  return cycles;
}
