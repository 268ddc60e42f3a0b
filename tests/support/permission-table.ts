/** The table of docs/permissions.md: written from the declarations, read back by the tests as the reviewed answer. */
import { decisionOf, mayCall } from '../../contract/decision.ts';
import { needsOf, type Operation } from '../../contract/define.ts';
import { contract, type OperationName } from '../../contract/index.ts';
import type { EventDefinition } from '../../domain/events/define-event.ts';
import { eventDefinitions } from '../../domain/events/registry.ts';
import { grantOf, levelOf, mayRecord, type Standing } from '../../domain/permissions.ts';
import { roles, stages, type CaseStage, type Role } from '../../domain/vocabulary.ts';

export const operations = Object.entries(contract) as [OperationName, Operation][];

/** Where somebody may stand, as far as any role cares, with the letter that stands for it in the tables. */
export const places = [
  { letter: 'A', words: 'assigned: owner or assignee', standing: { assigned: true } },
  { letter: 'R', words: 'opened with a reason, for this sitting', standing: { reason: true } },
  { letter: 'O', words: 'neither, the case is not sealed', standing: {} },
  { letter: 'S', words: 'neither, the case is sealed', standing: { sealed: true } },
  { letter: 'C', words: 'class teacher of the pupil, the loop runs', standing: { ownClass: true } },
  { letter: 'E', words: 'class teacher of the pupil, the loop is over', standing: { ownClass: true, open: false } },
] as const;
export type Letter = (typeof places)[number]['letter'];

export function standingAt(role: Role, letter: Letter): Standing {
  const place = places.find((one) => one.letter === letter)?.standing ?? {};
  return {
    assigned: 'assigned' in place,
    ownClass: 'ownClass' in place,
    granted: 'reason' in place ? grantOf(role) : null,
    sealed: 'sealed' in place,
    open: !('open' in place),
  };
}

/** The place of the table that a standing belongs to: the first that decides for the role. */
export function letterOf(role: Role, { assigned, granted, sealed, ownClass, open }: Standing): Letter {
  if (role === 'class_teacher') {
    if (!ownClass) return 'O';
    return open ? 'C' : 'E';
  }
  if (assigned && role !== 'auditor') return 'A';
  if (granted !== null) return 'R';
  return sealed ? 'S' : 'O';
}

const allowedAt = (role: Role, allows: (standing: Standing) => boolean): string =>
  places
    .filter(({ letter }) => (role === 'class_teacher') === (letter === 'C' || letter === 'E') || letter === 'O')
    .filter(({ letter }) => allows(standingAt(role, letter)))
    .map(({ letter }) => letter)
    .join('');

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

const levelRows = (): string[][] => roles.map((role) => [role, ...places.map(({ letter }) => levelOf(role, standingAt(role, letter)))]);

function neededWords(operation: Operation): string {
  return needsOf(operation)
    .map(({ level, key, through, paperKey }) => `${level} (${key}${through === 'case' && paperKey === undefined ? '' : `: ${paperKey ?? through}`})`)
    .join(', ');
}

function caseRows(): string[][] {
  return operations
    .filter(([, operation]) => needsOf(operation).length > 0)
    .map(([name, operation]) => [
      name,
      neededWords(operation),
      ...roles.map((role) => (mayCall(role, operation) ? allowedAt(role, (standing) => decisionOf(role, operation, standing) === 'allowed') || '·' : '—')),
    ]);
}

function otherRows(): string[][] {
  return operations
    .filter(([, operation]) => needsOf(operation).length === 0 && operation.kind !== 'gate')
    .map(([name, operation]) => [name, ...roles.map((role) => (mayCall(role, operation) ? '✓' : '—'))]);
}

const isOver = (stage: CaseStage): boolean => stage === 'closed' || stage === 'archived';

/** In which stages an entry of this type is taken. */
function stageWords({ stages: allowed }: Pick<EventDefinition, 'stages'>): string {
  if (allowed === 'none') return 'opens a case';
  const missing = stages.filter((stage) => !allowed.includes(stage));
  if (missing.length === 0) return 'every';
  if (missing.every(isOver)) return missing.length === 2 ? 'every running' : `every but ${missing.join(', ')}`;
  if (allowed.length <= 3) return allowed.join(', ');
  return `running, but ${missing.filter((stage) => !isOver(stage)).join(', ')}${allowed.some(isOver) ? ', and over' : ''}`;
}

function entryRows(): string[][] {
  return eventDefinitions.map((definition: EventDefinition) => [
    definition.type,
    definition.registers.join(', '),
    stageWords(definition),
    ...roles.map((role) => (definition.recordedBy.includes(role) ? allowedAt(role, (standing) => mayRecord(role, definition.type, standing)) || '·' : '—')),
  ]);
}

/** Cells of the section's table by the first column and the head's words. */
export function readTable(text: string, section: string): ReadonlyMap<string, ReadonlyMap<string, string>> {
  const part = text.split('\n## ').find((one) => one.startsWith(section)) ?? '';
  const cells = part
    .split('\n')
    .filter((line) => line.startsWith('|'))
    .map((line) =>
      line
        .slice(1, -1)
        .split('|')
        .map((cell) => cell.trim()),
    );
  const [head = [], , ...rows] = cells;
  return new Map(rows.map((row) => [row[0] ?? '', new Map(head.map((word, index) => [word, row[index] ?? '']))]));
}

/** The whole document. */
export function permissionTable(): string {
  return `# Who may do what

Written from the declarations (\`domain/permissions.ts\`, \`contract/*.ts\`, \`domain/events/*.ts\`) and read back by
\`tests/integration/permissions.test.ts\`, which asks every role × operation × standing of the program itself and of a real register. Renew it with
\`vitest run tests/integration/permissions.test.ts -u\`, and read what changed.

The check stands beside the data: before a handler runs, in its own transaction, the case that a call names is looked up and the caller's level
compared with what the operation needs (\`main/register/needs.ts\`). A refusal goes into the audit trail. Whoever may not even know of a case is
answered \`CASE_UNKNOWN\`; whoever knows that there is one and sees too little of it \`ACCESS_FORBIDDEN\`, and may give a reason (\`cases.access\`), which
goes into the case's own log for its owner to see and holds until the register is locked.

## Levels

\`detail\`: everything. \`attention\`: stages, plan, duties, and entries without their confidential fields. \`mark\`: only that the pupil is in
professional follow-up. \`deny\`: nothing. Where a person stands:

${places.map(({ letter, words }) => `- ${letter}: ${words}`).join('\n')}

${table(['role', ...places.map(({ letter }) => letter)], levelRows())}

## Calls that name a case

The places at which the role may call; \`·\` the role is named and needs a document or case that it never reaches, \`—\` never. Papers of secrecy A+ (D20,
D21, D28, D33) need \`detail\` whatever stands here.

${table(['operation', 'needs', ...roles], caseRows())}

## Other calls

Lists among them show of a case that the caller may not open only that it exists and who answers for it.

${table(['operation', ...roles], otherRows())}

## Entries in a case

Who may record what, at which place; the register, the stage and the entry's own guard decide beside. Class teachers report about pupils of their own class
(\`pupils.report\`) and are told nothing of the case; \`case_accessed\` is recorded by giving a reason, and by every role that may.

${table(['entry', 'registers', 'stages', ...roles], entryRows())}
`;
}
