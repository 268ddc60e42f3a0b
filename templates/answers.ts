/** What the person who issues a document may say in it, and what only the register may. */

/**
 * `worded`: the person's words win over the register's proposal. `filled`: the register's value stands, and a person may only say what
 * the register does not know. `fixed`: the register's value or none: decided, signed, numbered or counted elsewhere.
 */
export type Standing = 'worded' | 'filled' | 'fixed';

/** Accounts of a case that people tell in their own words; the register proposes what its log says. */
const accounts: readonly string[] = [
  'case.discoveredBy',
  'case.discoveredAt',
  'case.gradeBasis',
  'case.triggerEvent',
  'case.summary',
  'case.signs',
  'case.selfHarm',
  'case.harmOthers',
  'case.protective',
  'case.hospital',
  'case.medication',
  'case.inpatient',
  'case.guardianAttitude',
  'case.supportNeeded',
  'case.mandatoryReportNo',
  'case.publicAttention',
  'case.responsible',
  // 终报 is the person's judgement; the register only knows whether it is the first report.
  'case.reportKind',
];

/** Decided in the case and nowhere else, so also never filled in where nothing was decided yet. */
const decisions: readonly string[] = ['case.caseNo', 'case.loop', 'case.grade', 'case.previousGrade', 'case.gradeDecidedOn', 'case.gradeDecidedBy'];

function isUnder(source: string, roots: readonly string[]): boolean {
  return roots.some((root) => source === root || source.startsWith(`${root}.`));
}

/** How answers to a field of this source stand beside the register's value. Sources that nobody thought of are fixed. */
export function standingOf(source: string): Standing {
  if (source === 'ask' || isUnder(source, ['letter', 'issue.recipient', ...accounts])) return 'worded';
  if (isUnder(source, decisions)) return 'fixed';
  return isUnder(source, ['pupil', 'guardians', 'case']) ? 'filled' : 'fixed';
}
