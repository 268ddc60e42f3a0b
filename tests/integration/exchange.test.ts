/** Packages on their way between two real registers: changed, misdirected, repeated or forged, and how they are answered. */
import { readFile, writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { approveAndWrite, codeOf } from '../support/case-work.ts';
import { openPair, type Pair } from '../support/exchange-pair.ts';
import { copyOf, officeOn } from '../support/hosts.ts';
import { repack, unpack } from '../support/packages.ts';
import { moment, openTestOffice, passphraseOf } from '../support/test-office.ts';
import '../support/patience.ts';

let pair: Pair;
let school: Pair['school'];
let center: Pair['center'];
let known: Pair['known'];
let identity: Pair['identity'];
let recipient: Pair['recipient'];
let build: Pair['build'];
let submission: Pair['submission'];
let importing: Pair['importing'];

beforeAll(async () => {
  pair = await openPair();
  ({ school, center, known, identity, recipient, build, submission, importing } = pair);
});

afterAll(() => pair[Symbol.asyncDispose]());

describe('a package on its way', () => {
  it('with a changed byte anywhere is refused, and nothing of it is kept', async () => {
    const bytes = await readFile(await submission('whole.age'));
    await center.as('center_counselor');
    const before = await center.ask('exchange.list', {});
    const damages: readonly (readonly [string, Uint8Array])[] = [
      ...[0, 30, 120, Math.floor(bytes.length / 2), bytes.length - 1].map(
        (at) => [`byte ${at}`, bytes.map((byte, index) => (index === at ? byte ^ 1 : byte))] as const,
      ),
      ['cut', bytes.subarray(0, bytes.length - 1)],
      ['cut in the middle', bytes.subarray(0, Math.floor(bytes.length / 2))],
      ['longer', Buffer.concat([bytes, Buffer.from([0])])],
      ['empty', new Uint8Array()],
      ['text', Buffer.from('not a package')],
    ];
    for (const [what, damaged] of damages) {
      await writeFile(center.path('damaged.age'), damaged);
      expect([what, await importing(center.path('damaged.age'))]).toEqual([what, expect.stringMatching(/^PACKAGE_(DAMAGED|NOT_FOR_US)$/)]);
      expect(await codeOf(center, 'exchange.verify', { file: center.path('damaged.age') })).toMatch(/^PACKAGE_(DAMAGED|NOT_FOR_US)$/);
    }
    expect(await center.ask('exchange.list', {})).toEqual(before);
    expect(await importing(center.path('nothing.age'))).toBe('FILE_UNREADABLE');
    expect(await importing('/dev/zero')).toBe('FILE_UNREADABLE');
  });

  it('put together again by somebody who could open it is refused by its signature and its list', async () => {
    const files = await unpack(await readFile(await submission('opened.age')), identity);
    await center.as('center_counselor');
    const edited = (path: string, change: (text: string) => string): Promise<Uint8Array> => {
      const content = files.get(path);
      if (content === undefined) throw new Error('a package has this file');
      return repack(new Map([...files, [path, Buffer.from(change(Buffer.from(content).toString('latin1')), 'latin1')]]), recipient);
    };
    const [document = ''] = [...files.keys()].filter((path) => path.endsWith('.pdf'));
    const stranger = await unpack(await readFile(await submission('other.age', { purpose: '别的' })), identity);
    await center.as('center_counselor');
    for (const [code, bytes] of [
      ['PACKAGE_SIGNATURE_INVALID', await edited('manifest.json', (text) => text.replace('"sequence":', '"sequence":1'))],
      ['PACKAGE_SIGNATURE_INVALID', await edited('manifest.sig', (text) => `${text.slice(0, -1)}${String.fromCharCode(text.charCodeAt(text.length - 1) ^ 1)}`)],
      ['PACKAGE_HOSTILE', await edited('files/data.json', (text) => text.replace('R3', 'R2'))],
      ['PACKAGE_HOSTILE', await edited(document, (text) => `${text} `)],
      ['PACKAGE_HOSTILE', await repack(new Map([...files, ['files/more.txt', Buffer.from('x')]]), recipient)],
      ['PACKAGE_HOSTILE', await repack(new Map([...files].filter(([path]) => path !== document)), recipient)],
      ['PACKAGE_SIGNATURE_INVALID', await repack(new Map([...files, ['manifest.sig', stranger.get('manifest.sig') ?? new Uint8Array()]]), recipient)],
    ] as const) {
      await writeFile(center.path('forged.age'), bytes);
      expect(await importing(center.path('forged.age'))).toBe(code);
    }
    // Put together without a change it is still what was signed.
    await writeFile(center.path('same.age'), await repack(files, recipient));
    expect(await importing(center.path('same.age'))).toBe('ok');
    expect(await importing(school.path('opened.age'))).toBe('PACKAGE_REPLAY');
  });

  it('for another office, or signed by nobody whom a card named, is refused until the card comes', async () => {
    const file = await submission('meant-for-center.age');
    await using stranger = await openTestOffice('center', ['center_counselor']);
    await stranger.as('admin');
    await stranger.ask('exchange.addPartner', { file: school.path('school.json') });
    await stranger.as('center_counselor');
    expect(await codeOf(stranger, 'exchange.import', { file })).toBe('PACKAGE_NOT_FOR_US');
    await school.as('admin');
    await school.ask('users.add', { login: 'new_leader', displayName: '新任副校长', role: 'vice_principal', passphrase: passphraseOf('new_leader') });
    const { id } = await build();
    const unknown = await approveAndWrite(school, id, { approver: 'new_leader', name: 'new-leader.age' });
    await center.as('center_counselor');
    expect(await importing(unknown)).toBe('PACKAGE_SIGNER_UNKNOWN');
    await school.as('admin');
    await school.ask('exchange.exportCard', { target: school.path('school-2.json') });
    await center.as('admin');
    const text = await readFile(school.path('school-2.json'), 'utf8');
    await writeFile(center.path('edited.json'), text.replace('示例初级中学', '示例高级中学'));
    expect(await codeOf(center, 'exchange.addPartner', { file: center.path('edited.json') })).toBe('CARD_INVALID');
    expect(await codeOf(center, 'exchange.addPartner', { file: center.path('center.json') })).toBe('CARD_INVALID');
    await center.ask('exchange.addPartner', { file: school.path('school-2.json') });
    await center.as('center_counselor');
    expect(await importing(unknown)).toBe('ok');
  });

  it('from a register that was restored from a backup shows as a fork', async () => {
    await school.as('psych_teacher');
    await school.host.call('session.lock', {});
    await using backup = await copyOf(school.folder);
    await using restored = officeOn(backup, moment(1, 12));
    const one = await submission('history-one.age', { purpose: '甲' });
    const { id } = await build(restored, { purpose: '乙' });
    const two = await approveAndWrite(restored, id, { approver: 'vice_principal', name: 'history-two.age' });
    await center.as('center_counselor');
    expect((await center.ask('exchange.import', { file: one })).findings).not.toContain('fork');
    expect((await center.ask('exchange.import', { file: two })).findings).toEqual(['fork']);
  });
});

describe('an answer', () => {
  it('that sends a submission back marks it, says why and settles nothing', async () => {
    const { id: submitted } = await build(school, { purpose: '待退回' });
    const file = await approveAndWrite(school, submitted, { approver: 'vice_principal', name: 'returned.age' });
    await center.as('center_counselor');
    const { id } = await center.ask('exchange.import', { file });
    const { view, receiptId } = await center.ask('exchange.return', { packageId: id, reason: '缺监护人告知日期。' });
    expect([
      view.status,
      await codeOf(center, 'exchange.accept', { packageId: id }),
      await codeOf(center, 'exchange.return', { packageId: id, reason: '再退' }),
    ]).toEqual(['returned', 'PACKAGE_NOT_QUARANTINED', 'PACKAGE_NOT_QUARANTINED']);
    const receipt = await approveAndWrite(center, receiptId ?? '', { approver: 'center_head', name: 'receipt.age' });
    school.setClock(moment(3, 9));
    await school.as('psych_teacher');
    const arrived = await school.ask('exchange.import', { file: receipt });
    const said = await school.ask('exchange.preview', { packageId: arrived.id });
    expect(said.fields.map((one) => one.value)).toContain('已退回：缺监护人告知日期。');
    expect(await school.ask('exchange.accept', { packageId: arrived.id })).toMatchObject({ cases: [], receiptId: null });
    expect((await school.ask('exchange.list', { direction: 'out' })).find((one) => one.id === submitted)?.status).toBe('returned');
    const { summary, obligations } = await school.ask('cases.file', { caseId: known.id });
    expect(summary.stage).toBe('assessed');
    expect(obligations.find((one) => one.ruleId === 'T_FILE')?.end).toBeNull();
    expect(await codeOf(school, 'exchange.import', { file: receipt })).toBe('PACKAGE_REPLAY');
  });

  it('that accepts settles the case, and a later receipt for the same package changes nothing', async () => {
    const file = await submission('accepted.age', { purpose: '终报' });
    await center.as('center_counselor');
    const { id } = await center.ask('exchange.import', { file });
    const [first, second] = await Promise.all([center.host.ask('exchange.accept', { packageId: id }), center.host.ask('exchange.accept', { packageId: id })]);
    expect([first, second].filter((reply) => reply.ok)).toHaveLength(1);
    const taken = first.ok ? first : second;
    if (!taken.ok) throw new Error(taken.error.code);
    const receipt = await approveAndWrite(center, taken.value.receiptId ?? '', { approver: 'center_head', name: 'accepted-receipt.age' });
    await school.as('psych_teacher');
    const arrived = await school.ask('exchange.import', { file: receipt });
    expect((await school.ask('exchange.accept', { packageId: arrived.id })).cases).toEqual([known.id]);
    expect((await school.ask('cases.file', { caseId: known.id })).summary.stage).toBe('filed');
  });
});

describe('afterwards', () => {
  it('both registers verify', async () => {
    for (const [office, login] of [
      [school, 'psych_teacher'],
      [center, 'center_head'],
    ] as const) {
      await office.as(login);
      expect((await office.ask('register.verify', {})).findings).toEqual([]);
    }
  });
});
