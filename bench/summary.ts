/** Median, 95th percentile and count of times in milliseconds. */
export function summary(times: readonly number[]): { readonly medianMs: number; readonly p95Ms: number; readonly n: number } {
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share: number): number => Number((sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0).toFixed(1));
  return { medianMs: at(0.5), p95Ms: at(0.95), n: sorted.length };
}
