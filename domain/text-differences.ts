/** What changed between two texts, sentence by sentence: what a leader must see before signing the next version. */

export type TextPart = { readonly kind: 'same' | 'removed' | 'added'; readonly text: string };

/** Sentences with their closing mark and lines with their break, so that joining them gives the text again. */
function sentencesOf(text: string): readonly string[] {
  return text.match(/[^。！？；;!?\n]*[。！？；;!?\n]+|[^。！？；;!?\n]+/gu) ?? [];
}

/**
 * Parts in reading order; those that are `same` or `removed` make the earlier text, those that are `same` or `added` the later one.
 * Longest common subsequence over the parts that a comparison of both ends leaves.
 */
export function textDifferences(before: string, after: string): readonly TextPart[] {
  return joined(sequenceDifferences(sentencesOf(before), sentencesOf(after)));
}

/** The same for lists of texts, each text a unit. */
export function sequenceDifferences(before: readonly string[], after: readonly string[]): readonly TextPart[] {
  const lengths = commonLengths(before, after);
  const parts: TextPart[] = [];
  let [row, column] = [0, 0];
  while (row < before.length || column < after.length) {
    const [one, other] = [before[row], after[column]];
    if (one !== undefined && one === other) {
      parts.push({ kind: 'same', text: one });
      row += 1;
      column += 1;
    } else if (one !== undefined && (other === undefined || lengthAt(lengths, row + 1, column) >= lengthAt(lengths, row, column + 1))) {
      parts.push({ kind: 'removed', text: one });
      row += 1;
    } else if (other !== undefined) {
      parts.push({ kind: 'added', text: other });
      column += 1;
    }
  }
  return parts;
}

function lengthAt(lengths: readonly (readonly number[])[], row: number, column: number): number {
  return lengths[row]?.[column] ?? 0;
}

/** Length of the longest common subsequence of what follows each pair of places. */
function commonLengths(before: readonly string[], after: readonly string[]): readonly (readonly number[])[] {
  const lengths: number[][] = Array.from({ length: before.length + 1 }, () => Array.from({ length: after.length + 1 }, () => 0));
  for (let row = before.length - 1; row >= 0; row -= 1) {
    for (let column = after.length - 1; column >= 0; column -= 1) {
      const line = lengths[row];
      if (line === undefined) continue;
      line[column] =
        before[row] === after[column]
          ? lengthAt(lengths, row + 1, column + 1) + 1
          : Math.max(lengthAt(lengths, row + 1, column), lengthAt(lengths, row, column + 1));
    }
  }
  return lengths;
}

/** Neighbours of one kind are one part. */
function joined(parts: readonly TextPart[]): readonly TextPart[] {
  const result: TextPart[] = [];
  for (const part of parts) {
    const last = result.at(-1);
    if (last?.kind === part.kind) result[result.length - 1] = { kind: part.kind, text: last.text + part.text };
    else result.push(part);
  }
  return result;
}
