/** Who may set right what others may not read. */
import { eventsByIds } from '../../../db/queries/events.ts';
import type { Reader } from '../../../db/tx.ts';
import { definitionOf } from '../../../domain/events/registry.ts';
import { EventId } from '../../../domain/ids.ts';

/**
 * Whether the entry corrects a field that only `detail` shows: who may not read it does not rewrite it, and learns nothing by guessing what it says.
 */
export async function correctsConfidential(
  reader: Reader,
  { type, payload }: { readonly type: string; readonly payload: Readonly<Record<string, unknown>> },
): Promise<boolean> {
  if (type !== 'correction_made') return false;
  const targetId = EventId.safeParse(payload['targetId']);
  if (!targetId.success) return false;
  const [target] = await eventsByIds(reader, [targetId.data]);
  return target !== undefined && (definitionOf(target.type)?.confidential.some((field) => field === payload['field']) ?? false);
}
