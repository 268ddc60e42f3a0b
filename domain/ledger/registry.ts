/** Kinds of entries of the office ledger. */
export const ledgerKinds = [
  'training',
  'supervision',
  'parent_class',
  'leading_group_meeting',
  'peer_monitor_meeting',
  'duty_shift',
  'duty_log',
  'barometer',
  'screening_round',
  'publicity',
  'excuse',
] as const;
export type LedgerKind = (typeof ledgerKinds)[number];
