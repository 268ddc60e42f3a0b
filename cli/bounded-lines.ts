/** Lines of a stream, none held longer than may be: what waits for an end of line that never comes must not fill the memory. */

/** Characters of the longest line or text that is read as the input of a call: more than any operation takes. */
export const longestInput = 4 * 1024 * 1024;

/** Lines without their ends; null for each that is longer than `longest`, which is skipped to its end. */
export async function* boundedLines(chunks: AsyncIterable<string>, longest = longestInput): AsyncGenerator<string | null> {
  let held = '';
  let skipping = false;
  for await (const chunk of chunks) {
    const [first = '', ...others] = chunk.split('\n');
    for (const [index, piece] of [first, ...others].entries()) {
      if (index > 0) {
        yield skipping ? null : held;
        [held, skipping] = ['', false];
      }
      skipping ||= held.length + piece.length > longest;
      held = skipping ? '' : held + piece;
    }
  }
  if (skipping) yield null;
  else if (held !== '') yield held;
}
