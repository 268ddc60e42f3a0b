/** The packaged program's register process: the bundle, with the packaged files and nothing else around it, spoken to by messages. */
import { fork } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'vite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { contract, type Input, type OperationName, type Output } from '../../contract/index.ts';
import { loadNamed } from '../../db/driver/choose.ts';
import { driverNames } from '../../db/driver/port.ts';
import { atClock, instantOf, msOf, type PlainDate } from '../../domain/time.ts';
import { sha256Hex } from '../../main/register/crypto/sha256.ts';
import { locationsSeenFrom } from '../../main/register/locations.ts';
import type { FromRegister, Grant, ToRegister } from '../../main/register/messages.ts';
import { isPackaged } from '../../scripts/packaged-files.ts';
import { buildDocument } from '../../templates/build.ts';
import { FactsContext } from '../../templates/context.ts';
import { resolveFacts } from '../../templates/facts.ts';
import { documentTypes, loadTemplate } from '../../templates/registry.ts';
import { createRenderPool, type RenderPool } from '../../templates/render/pool.ts';

const root = join(import.meta.dirname, '..', '..');
const home = mkdtempSync(join(tmpdir(), 'xinhu-bundle-'));
const app = join(home, 'app');
const entry = join(app, '.vite', 'build', 'register.js');

beforeAll(async () => {
  cpSync(root, app, { recursive: true, filter: (source) => !source.startsWith(join(root, '.vite')) && isPackaged(source.slice(root.length)) });
  for (const config of ['vite.main.config.ts', 'vite.register.config.ts']) {
    await build({ configFile: join(root, config), root, logLevel: 'silent', build: { outDir: join(app, '.vite', 'build') } });
  }
}, 60_000);

afterAll(() => rmSync(home, { recursive: true, force: true }));

const startsAt = atClock('2026-09-21' as PlainDate, 9, 0);
/** The process has the machine's clock; the rules need days of a calendar that is published. */
const shiftedClock = `data:text/javascript,const real=Date.now,first=real();Date.now=()=>real()-first+${msOf(startsAt)}`;

type Register = {
  readonly ready: Extract<FromRegister, { readonly type: 'ready' }>;
  readonly ask: <N extends OperationName>(name: N, input: Input<N>, grants?: readonly Grant[]) => Promise<Output<N>>;
  /** Resolves to the exit code. */
  readonly shutdown: () => Promise<number | null>;
  readonly [Symbol.dispose]: () => void;
};

async function startRegister(driver: string): Promise<Register> {
  const child = fork(entry, [], {
    cwd: home,
    env: { PATH: '', XINHU_DRIVER: driver },
    execArgv: ['--import', shiftedClock],
    serialization: 'advanced',
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const waiting = new Map<number, (reply: Extract<FromRegister, { readonly type: 'reply' }>['reply']) => void>();
  const ready = await new Promise<Register['ready']>((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`the register process ended with ${code}`)));
    child.on('message', (message: FromRegister) => {
      if (message.type === 'ready') resolve(message);
      if (message.type === 'reply') waiting.get(message.id)?.(message.reply);
    });
  });
  let lastId = 0;
  const send = (message: ToRegister): void => void child.send(message);
  return {
    ready,
    ask: async (name, input, grants = []) => {
      const id = ++lastId;
      const reply = await new Promise<Extract<FromRegister, { readonly type: 'reply' }>['reply']>((resolve) => {
        waiting.set(id, resolve);
        send({ id, type: 'call', name, input, grants });
      });
      if (!reply.ok) throw new Error(`${name}: ${reply.error.code} ${JSON.stringify(reply.error.params)}`);
      return contract[name].output.parse(reply.value) as Output<typeof name>;
    },
    shutdown: async () => {
      const exit = once(child, 'exit');
      send({ id: ++lastId, type: 'shutdown' });
      const [code] = (await exit) as [number | null];
      return code;
    },
    [Symbol.dispose]: () => void child.kill('SIGKILL'),
  };
}

const passphrase = 'nine-quiet-otters-climb-every-hill';
const pupil = {
  studentNo: '20260001',
  name: '林示例',
  sex: 'female',
  birthDate: '2013-03-04',
  grade: 8,
  className: '2班',
  guardians: [{ name: '林家长', relation: '母亲', phone: '13800000000' }],
} as const;
const lead = {
  channel: 'class_teacher',
  reportedBy: '班主任',
  foundAt: '',
  summary: '近两周情绪低落。',
  immediateDanger: false,
  crisisTypes: ['suicidal_ideation'],
  sourceRefs: [],
};
const interview = {
  findings: '有自杀意念。',
  ideation: 'yes',
  plan: 'no',
  means: 'no',
  attempt: 'no',
  selfHarm: 'no',
  protectiveFactors: '',
  proposedGrade: 'R3',
  note: '',
};
const grading = {
  grade: 'R3',
  outcome: 'crisis',
  reason: '有自杀倾向。',
  evidence: '初访记录。',
  participants: ['沈老师', '周副校长'],
  triggers: ['suicidal_tendency'],
};

/** Makes a register with one person who works in it, and unlocks it as that person. */
async function createOffice(register: Register, folder: string): Promise<void> {
  const office = { name: '示例初级中学', code: 'QP012', termStart: '2026-09-01', phone: '021-00000000', hotline: '12356' };
  const granted: Grant = { token: 'chosen-folder', path: folder, mode: 'write' };
  await register.ask('register.create', { folder: granted.token, kind: 'school', office, admin: { login: 'admin', displayName: '管理员' }, passphrase }, [
    granted,
  ]);
  await register.ask('session.unlock', { login: 'admin', passphrase, folder: granted.token }, [granted]);
  await register.ask('users.add', { login: 'shen', displayName: '沈老师', role: 'psych_teacher', passphrase: `${passphrase}-2` });
  await register.ask('session.unlock', { login: 'shen', passphrase: `${passphrase}-2` });
}

/** From a new pupil to the filing form of their case. */
async function fileCase(register: Register): Promise<Output<'documents.issue'>> {
  const added = await register.ask('roster.add', { ...pupil, guardians: [...pupil.guardians] });
  const opened = await register.ask('cases.open', { requestId: randomUUID(), pupilId: added.id, happenedAt: startsAt, payload: lead });
  const at = instantOf(msOf(startsAt) + 1);
  const heard = await register.ask('events.record', {
    requestId: randomUUID(),
    caseId: opened.id,
    expectedVersion: opened.version,
    type: 'interview_held',
    happenedAt: at,
    payload: interview,
  });
  await register.ask('events.record', {
    requestId: randomUUID(),
    caseId: opened.id,
    expectedVersion: heard.summary.version,
    type: 'grade_decided',
    happenedAt: at,
    payload: grading,
  });
  return register.ask('documents.issue', { requestId: randomUUID(), type: 'D06', caseId: opened.id, answers: {} });
}

describe('the bundle', () => {
  it('is whole: main, register, its two threads, and the licences of what is in them', () => {
    const files = readdirSync(join(app, '.vite', 'build'));
    expect(files).toEqual(
      expect.arrayContaining(['main.js', 'register.js', 'render-worker.js', 'import-worker.js', 'main-licences.md', 'register-licences.md']),
    );
    const { renderWorker, importWorker, templates, fonts } = locationsSeenFrom(pathToFileURL(entry).href);
    const needed = [renderWorker, importWorker, new URL('coverage.json', fonts), ...documentTypes.map((type) => new URL(`${type}/template.md`, templates))];
    expect(needed.filter((url) => !existsSync(url))).toEqual([]);
    expect(readdirSync(fonts).filter((name) => name.startsWith('LICENSE'))).toHaveLength(3);
    expect(readFileSync(join(app, '.vite', 'build', 'register-licences.md'), 'utf8')).toMatch(/## age-encryption[\s\S]*## pdfmake/);
  });

  it('renders every document type in its thread to the bytes that the source renders', { timeout: 60_000 }, async () => {
    const { renderWorker, fonts } = locationsSeenFrom(pathToFileURL(entry).href);
    const pools = [createRenderPool(), createRenderPool({ workerUrl: renderWorker, fontFolder: fonts })] as const;
    const hashesOf = async (pool: RenderPool, type: (typeof documentTypes)[number]) => {
      const template = loadTemplate(type);
      const fixture = FactsContext.parse(JSON.parse(readFileSync(join(root, 'templates', type, 'fixture.json'), 'utf8')));
      const model = buildDocument(template, resolveFacts(template, fixture).facts, { draft: false });
      const rendered = model.ok ? await pool.renderInWorker(model.value) : model;
      if (!rendered.ok) throw new Error(rendered.error.code);
      return { docx: sha256Hex(rendered.value.docx), pdf: sha256Hex(rendered.value.pdf) };
    };
    try {
      for (const type of documentTypes) expect(await hashesOf(pools[1], type), type).toEqual(await hashesOf(pools[0], type));
    } finally {
      await Promise.all(pools.map((pool) => pool.close()));
    }
  });

  it.each(driverNames)('works from a new register to an issued document and an import on %s', { timeout: 60_000 }, async (name) => {
    const installed = await loadNamed(name);
    using register = await startRegister(name === 'multiple-ciphers' ? 'mc' : name);
    expect(register.ready).toEqual({
      type: 'ready',
      driver: installed === null ? driverNames.find((other) => other !== name) : name,
      fallback: installed === null,
    });
    await createOffice(register, join(home, name));

    const issued = await fileCase(register);
    expect(issued.number).toBe('备案〔2026〕1号');
    const target: Grant = { token: 'target', path: join(home, `${name}.pdf`), mode: 'write' };
    const exported = await register.ask('documents.export', { documentId: issued.id, format: 'pdf', target: target.token }, [target]);
    const pdf = readFileSync(target.path);
    expect([pdf.subarray(0, 5).toString('latin1'), sha256Hex(pdf), exported.sha256]).toEqual(['%PDF-', issued.pdf.sha256, issued.pdf.sha256]);

    for (const sample of ['roster.xlsx', 'screening-phq9-gad7-items.csv']) {
      const file: Grant = { token: sample, path: join(root, 'samples', sample), mode: 'read' };
      const report = await register.ask('imports.run', { file: file.token }, [file]);
      expect(report.taken, sample).toBeGreaterThan(1000);
    }
    expect(await register.shutdown()).toBe(0);
  });
});
