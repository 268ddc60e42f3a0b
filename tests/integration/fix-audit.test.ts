/** Nobody works, looks or carries anything away without a line in the trail. */
import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CaseSummary } from '../../contract/shapes.ts';
import type { DocumentView } from '../../contract/cases.ts';
import { codeOf, issue, judgedCase } from '../support/case-work.ts';
import { rawDatabase } from '../support/hosts.ts';
import { moment, openTestOffice, passphraseOf, type TestOffice } from '../support/test-office.ts';

let office: TestOffice;
let known: CaseSummary;
let paper: DocumentView;

beforeAll(async () => {
  office = await openTestOffice('school', ['psych_teacher', 'vice_principal', 'auditor']);
  office.setClock(moment(1, 12));
  await office.as('psych_teacher');
  known = await judgedCase(office, { name: '示例生', studentNo: 'S-1' }, moment(1, 10));
  paper = await issue(office, 'D06', known.id);
});

afterAll(() => office[Symbol.asyncDispose]());

/** Newest first, as the auditor sees them. */
async function trail(limit = 10) {
  await office.as('auditor');
  const { rows } = await office.ask('audit.list', { limit });
  await office.as('psych_teacher');
  return rows.filter((row) => !row.operation.startsWith('session.'));
}

/** While it runs, the trail takes no line for which `when` holds (SQL over NEW). */
async function withBlockedTrail(when: string, run: () => Promise<void>): Promise<void> {
  const change = async (sql: string) => {
    await office.host.call('session.lock', {});
    const connection = await rawDatabase(office.folder, { login: 'admin', passphrase: passphraseOf('admin') });
    await connection.exec(sql);
    await connection.close();
  };
  await change(`CREATE TRIGGER blocked BEFORE INSERT ON audit_entry WHEN ${when} BEGIN SELECT RAISE(ABORT, 'blocked'); END`);
  try {
    await run();
  } finally {
    await change('DROP TRIGGER blocked');
  }
}

describe('what leaves', () => {
  const exporting = (target: string) => ({ documentId: paper.id, format: 'pdf', target: office.path(target) });

  it('is written down before it goes, and again when it has gone or not', async () => {
    expect(await codeOf(office, 'documents.export', exporting('a.pdf'))).toBe('ok');
    expect(await codeOf(office, 'documents.export', exporting('nowhere/a.pdf'))).toBe('FILE_NOT_WRITTEN');
    const rows = (await trail()).filter((row) => row.operation === 'documents.export');
    expect(rows.map((row) => row.outcome)).toEqual(['FILE_NOT_WRITTEN', 'attempt', 'ok', 'attempt']);
    for (const row of rows) expect([row.subjectId, row.detail]).toEqual([paper.id, { format: 'pdf', bytes: paper.pdf.bytes, sha256: paper.pdf.sha256 }]);
  });

  it('does not go when it cannot be written down', async () => {
    await withBlockedTrail("NEW.outcome = 'attempt'", async () => {
      await office.as('psych_teacher');
      expect(await codeOf(office, 'documents.export', exporting('unseen.pdf'))).toBe('INTERNAL');
      await expect(readFile(office.path('unseen.pdf'))).rejects.toThrow('ENOENT');
    });
    await office.as('psych_teacher');
  });
});

describe('who comes', () => {
  it('is not let in when it cannot be written down, and leaves nothing open', async () => {
    await withBlockedTrail("NEW.operation = 'session.unlock'", async () => {
      expect(await codeOf(office, 'session.unlock', { login: 'psych_teacher', passphrase: passphraseOf('psych_teacher') })).toBe('INTERNAL');
      expect(await codeOf(office, 'cases.list', {})).toBe('SESSION_LOCKED');
      expect((await office.ask('session.status', {})).unlocked).toBe(false);
    });
    await office.as('psych_teacher');
  });

  it('and guessed before, with a passphrase or with a recovery sheet, is counted', async () => {
    const recover = { login: 'admin', recoveryCode: 'x'.repeat(40), passphrase: passphraseOf('other') };
    expect(await codeOf(office, 'session.recover', recover)).toBe('RECOVERY_CODE_WRONG');
    expect(await codeOf(office, 'session.unlock', { login: 'psych_teacher', passphrase: 'wrong' })).toBe('PASSPHRASE_WRONG');
    await office.as('auditor');
    const [unlocked] = (await office.ask('audit.list', {})).rows;
    expect([unlocked?.operation, unlocked?.detail]).toEqual(['session.unlock', { failedBefore: 2 }]);
    await office.as('psych_teacher');
  });
});

describe('who looks', () => {
  it('at lists of names is written down with how many they saw, never with what they searched', async () => {
    await office.ask('cases.list', { search: '示例' });
    await office.ask('roster.list', { search: '示例' });
    await office.ask('documents.register', { caseId: known.id });
    await office.ask('weekly.compute', { monday: '2026-09-21' });
    await office.ask('documents.preview', { type: 'D06', caseId: known.id, answers: {} });
    await office.ask('imports.inspect', { file: 'samples/roster.xlsx' });
    const rows = (await trail(9)).slice(0, 6).toReversed();
    expect(rows.map(({ operation, subjectId, detail }) => [operation, subjectId, detail])).toEqual([
      ['cases.list', null, { rows: 1, total: 1 }],
      ['roster.list', null, { rows: 1, total: 1 }],
      ['documents.register', known.id, { rows: 1, total: 1 }],
      ['weekly.compute', null, { from: '2026-09-21', lines: 1 }],
      ['documents.preview', known.id, { type: 'D06' }],
      ['imports.inspect', null, { kind: 'roster', rows: 1248, sha256: expect.stringMatching(/^[0-9a-f]{64}$/) }],
    ]);
  });
});
