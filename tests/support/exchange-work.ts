/** Packages between offices for tests: built, carried, taken. */
import { randomUUID } from 'node:crypto';
import type { Input } from '../../contract/index.ts';

/** Input of a named submission. */
export function draft(partnerId: string, documentIds: readonly string[], change: Partial<Input<'exchange.build'>> = {}): Input<'exchange.build'> {
  return { requestId: randomUUID(), kind: 'submission', partnerId, documentIds: [...documentIds], purpose: '报送备案表', legalBasis: '闭环管理', fieldProfile: 'named', period: null, ...change };
}
