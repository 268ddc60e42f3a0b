/** Entries of a case file for tests. */
import { EventView } from '../../../contract/cases.ts';

/** An entry of day `seq` of September 2026 in Shanghai. */
export function entry(seq: number, type: string, payload: EventView['payload'] = {}): EventView {
  const at = `2026-09-${String(seq).padStart(2, '0')}T01:00:00.000Z`;
  const id = `0198c5a0-0000-7000-8000-${String(seq).padStart(12, '0')}`;
  return EventView.parse({
    id,
    seq,
    type,
    happenedAt: at,
    recordedAt: at,
    recordedBy: id,
    recordedByName: '沈老师',
    late: false,
    payload,
    hidden: [],
    correctedBy: [],
    hash: 'a'.repeat(64),
  });
}
