/** Numbers of cases, for what speaks of a case by its number alone. */
import type { Reader } from '../tx.ts';

/** Those of the numbers that no case of this register bears. At most 200 numbers. */
export async function unknownCaseNos(reader: Reader, numbers: readonly string[]): Promise<readonly string[]> {
  if (numbers.length === 0) return [];
  const rows = await reader.selectFrom('case_file').select('case_no').where('case_no', 'in', numbers).limit(200).execute();
  const known = new Set(rows.map((row) => row.case_no));
  return numbers.filter((one) => !known.has(one));
}
