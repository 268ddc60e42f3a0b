/** The whole matrix role × operation × standing: the reviewed table, the program's decision, and what a real register answers. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { decisionOf, mayCall, type CaseSubject, type Decision } from '../../contract/decision.ts';
import { needsOf, type Operation } from '../../contract/define.ts';
import { contract } from '../../contract/index.ts';
import { eventDefinitions } from '../../domain/events/registry.ts';
import type { EventDefinition } from '../../domain/events/define-event.ts';
import { grantOf, levelOf, mayRecord, type Standing } from '../../domain/permissions.ts';
import { roles, type Role } from '../../domain/vocabulary.ts';
import { letterOf, operations, permissionTable, readTable } from '../support/permission-table.ts';

const file = new URL('../../docs/permissions.md', import.meta.url);
const reviewed = readFileSync(file, 'utf8');

/** Every standing that a role can have: a reason opens what it opens for the role. */
function standingsOf(role: Role): readonly Standing[] {
  const both = [false, true];
  return both.flatMap((assigned) =>
    both.flatMap((ownClass) =>
      both.flatMap((sealed) => both.flatMap((open) => [null, grantOf(role)].map((granted): Standing => ({ assigned, ownClass, granted, sealed, open })))),
    ),
  );
}

/** What the reviewed table says of a call. */
function tableDecision(role: Role, name: string, standing: Standing): Decision {
  const cell = readCell('Calls that name a case', name, role) ?? readCell('Other calls', name, role);
  if (cell === undefined || cell === '—') return 'NOT_ALLOWED';
  const letter = letterOf(role, standing);
  if (cell === '✓' || cell.includes(letter)) return 'allowed';
  const level = readCell('Levels', role, letter);
  return level === 'deny' || role === 'class_teacher' ? 'CASE_UNKNOWN' : 'ACCESS_FORBIDDEN';
}

const tables = new Map(['Levels', 'Calls that name a case', 'Other calls', 'Entries in a case'].map((section) => [section, readTable(reviewed, section)]));

function readCell(section: string, row: string, column: string): string | undefined {
  return tables.get(section)?.get(row)?.get(column);
}

describe('the reviewed table', () => {
  it('is what the declarations say', async () => {
    await expect(permissionTable()).toMatchFileSnapshot('../../docs/permissions.md');
  });

  it('gives each role at each standing the level that it has', () => {
    for (const role of roles)
      for (const standing of standingsOf(role))
        expect([role, standing, levelOf(role, standing)]).toEqual([role, standing, readCell('Levels', role, letterOf(role, standing))]);
  });

  it('answers every role, operation and standing as the program does', () => {
    let asked = 0;
    for (const [name, operation] of operations.filter(([, one]) => one.kind !== 'gate')) {
      for (const role of roles) {
        for (const standing of standingsOf(role)) {
          asked += 1;
          expect([name, role, standing, decisionOf(role, operation, standing)]).toEqual([name, role, standing, tableDecision(role, name, standing)]);
        }
        expect(decisionOf(role, operation, null)).toBe(mayCall(role, operation) ? 'allowed' : 'NOT_ALLOWED');
      }
    }
    expect(asked).toBeGreaterThan(operations.length * 200);
  });

  it('lets nobody below detail have a paper of secrecy A+', () => {
    const aboutPapers = operations.filter(([, one]) => needsOf(one).some(({ through, paperKey }) => through === 'document' || paperKey !== undefined));
    const levels = aboutPapers.flatMap(([, operation]) =>
      roles.flatMap((role) =>
        standingsOf(role)
          .filter((standing) => decisionOf(role, operation, { ...standing, paper: 'D21' } satisfies CaseSubject) === 'allowed')
          .map((standing) => levelOf(role, standing)),
      ),
    );
    expect(new Set(levels)).toEqual(new Set(['detail']));
  });

  it('says for every kind of entry who writes it from where', () => {
    for (const definition of eventDefinitions as readonly EventDefinition[]) {
      for (const role of roles) {
        for (const standing of standingsOf(role)) {
          const may = definition.recordedBy.includes(role) && mayRecord(role, definition.type, standing);
          const cell = readCell('Entries in a case', definition.type, role) ?? '';
          expect([definition.type, role, standing, may]).toEqual([definition.type, role, standing, cell.includes(letterOf(role, standing))]);
        }
      }
    }
  });

  it('names the case or document that a call is about wherever its input has one', () => {
    // Asking for a case with a reason is the way in; what it opens is decided there.
    const named = operations
      .filter(([name]) => name !== 'cases.access')
      .flatMap(([name, { input }]) => Object.keys('shape' in input ? (input.shape as object) : {}).map((key) => [name, key] as const))
      .filter(([, key]) => ['caseId', 'documentId', 'documentIds', 'obligationId'].includes(key));
    expect(named.length).toBeGreaterThan(10);
    expect(named.filter(([name, key]) => !needsOf(contract[name] as Operation).some((need) => need.key === key))).toEqual([]);
  });
});
