/** Kinds of entries of the office ledger: one line adds one. */
import type { z } from '../zod.ts';
import { barometer } from './barometer.ts';
import type { LedgerDefinition } from './define-ledger.ts';
import { dutyLog } from './duty-log.ts';
import { dutyShift } from './duty-shift.ts';
import { excuse } from './excuse.ts';
import { leadingGroupMeeting } from './leading-group-meeting.ts';
import { parentClass } from './parent-class.ts';
import { peerMonitorMeeting } from './peer-monitor-meeting.ts';
import { publicity } from './publicity.ts';
import { screeningRound } from './screening-round.ts';
import { supervision } from './supervision.ts';
import { training } from './training.ts';

const registry = {
  training,
  supervision,
  parent_class: parentClass,
  leading_group_meeting: leadingGroupMeeting,
  peer_monitor_meeting: peerMonitorMeeting,
  duty_shift: dutyShift,
  duty_log: dutyLog,
  barometer,
  screening_round: screeningRound,
  publicity,
  excuse,
} as const;

export type LedgerKind = keyof typeof registry;
export type LedgerPayload<K extends LedgerKind> = z.infer<(typeof registry)[K]['payload']>;
export const ledgerKinds = Object.keys(registry) as unknown as readonly [LedgerKind, ...LedgerKind[]];

/** The definition of a kind, its payload unknown at compile time. */
export function ledgerDefinitionOf(kind: LedgerKind): LedgerDefinition {
  return registry[kind];
}

export function isLedgerKind(kind: string): kind is LedgerKind {
  return Object.hasOwn(registry, kind);
}
