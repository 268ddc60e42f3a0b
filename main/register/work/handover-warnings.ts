/** What the next person must know before anything else: codes that the window words, then the predecessor's own words. */
import type { CaseSnapshot } from '../../../db/stores/case-store.ts';
import type { Reader } from '../../../db/tx.ts';
import type { CaseState } from '../../../domain/case-state.ts';
import type { Level } from '../../../domain/permissions.ts';
import { latest } from './case-facts.ts';
import { caseLog } from './case-log.ts';

function codesOf(state: CaseState): readonly string[] {
  const standing: readonly (readonly [string, boolean])[] = [
    ['IMMEDIATE_DANGER', state.immediateDanger],
    ['EMERGENCY_RUNNING', state.emergency !== null],
    ['GUARDIAN_SUSPECTED', state.guardianSuspects.length > 0],
    ['CONTACT_LOST', state.lostSince !== null],
    ['IN_HOSPITAL', state.hospital !== null],
    ['TRIAL_RUNNING', state.trialUntil !== null],
    ['SEALED', state.sealed !== null],
    ['LEGAL_HOLD', state.legalHold !== null],
  ];
  return standing.filter(([, stands]) => stands).map(([code]) => code);
}

/** Of one case, as it stands; the words themselves are for those alone who see everything of it. */
export async function handoverWarnings(reader: Reader, { id, state }: CaseSnapshot, level: Level): Promise<string[]> {
  if (level !== 'detail') return codesOf(state).filter((code) => code !== 'GUARDIAN_SUSPECTED');
  const words = latest(await caseLog(reader, id), 'case_handed_over')?.payload.warnings ?? '';
  return [...codesOf(state), ...(words === '' ? [] : [words])];
}
