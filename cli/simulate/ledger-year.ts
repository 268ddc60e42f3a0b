/** What the office does beside its cases: meetings, training, rosters, and the screening of September. */
import { ledgerDefinitionOf } from '../../domain/ledger/registry.ts';
import type { LedgerKind } from '../../domain/ledger/registry.ts';
import { dateOf, mondayOf, type PlainDate } from '../../domain/time.ts';
import { countRefusal, newId, type World } from './world.ts';

/** Monthly and yearly entries on the day on which a school of good will makes them; now and then one is forgotten. */
export async function keepLedger(world: World, today: PlainDate, weekday: number): Promise<void> {
  const day = Number(today.slice(8));
  const month = today.slice(5, 7);
  if (month === '07' || month === '08') return;
  if (weekday === 1) await write(world, 'duty_shift', 0.95);
  if (weekday === 5) await write(world, 'barometer', 0.93);
  if (day === 12) for (const kind of ['training', 'supervision'] as const) await write(world, kind, 0.9);
  if (day === 18) for (const kind of ['leading_group_meeting', 'peer_monitor_meeting'] as const) await write(world, kind, 0.85);
  if (day === 20 && (month === '11' || month === '04')) await write(world, 'parent_class', 0.95);
  if (day === 26 && month === '09') await write(world, 'screening_round', 0.98);
}

async function write(world: World, kind: LedgerKind, probability: number): Promise<void> {
  if (!world.random.chance(probability)) return;
  const today = dateOf(world.clock.now());
  const payload = { ...ledgerDefinitionOf(kind).example, ...(kind === 'barometer' ? { week: mondayOf(today) } : {}) };
  const reply = await world.desk.attempt('ledger.record', { requestId: newId(world), kind, happenedOn: today, payload });
  if (!reply.ok) countRefusal(world, 'ledger.record', `${reply.error.code} ${kind}`);
}
