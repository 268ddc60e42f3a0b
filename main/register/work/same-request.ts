/** Whether a request that was recorded before says the same again: a retry answers with what it recorded, anything else would lose words silently. */
import { isDeepStrictEqual } from 'node:util';
import { eventByRequest } from '../../../db/queries/events.ts';
import type { Reader } from '../../../db/tx.ts';
import type { Payload } from '../../../domain/events/define-event.ts';
import { definitionOf, liftEvent } from '../../../domain/events/registry.ts';
import type { Instant } from '../../../domain/time.ts';

type Entry = { readonly requestId: string; readonly type: string; readonly happenedAt: Instant; readonly payload: Payload };

/** True when the request recorded exactly this entry. */
export async function saysTheSame(reader: Reader, entry: Entry): Promise<boolean> {
  const stored = await eventByRequest(reader, entry.requestId);
  if (stored === null) return false;
  const { type, happenedAt, payload } = liftEvent(stored);
  const parsed = definitionOf(entry.type)?.payload.safeParse(entry.payload);
  return type === entry.type && happenedAt === entry.happenedAt && parsed?.success === true && isDeepStrictEqual(parsed.data, payload);
}
