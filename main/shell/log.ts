/** One line per thing that happened. Operations, drivers, reasons; never inputs, names or paths. */
export function log(text: string): void {
  process.stderr.write(`xinhu: ${text}\n`);
}
