/** What the shell promises, whatever page it shows and whatever register process it has. */
import { createServer } from 'node:http';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import type { XinhuBridge } from '../../preload/bridge.ts';
import { launch, type Program } from './support/launch.ts';
import { reachOut } from './support/reach-out.ts';

type TestWindow = { readonly xinhu: XinhuBridge; readonly pushed: readonly unknown[]; readonly evaluated: string; mark?: string };
declare const window: TestWindow & { readonly frames: readonly object[]; readonly open: (url: string) => unknown };

let program: Program;
test.beforeAll(async () => {
  program = await launch({ isShellAlone: true });
});
test.afterAll(async () => {
  expect(await program.close()).toBe(0);
});

function call(name: string, input: unknown = {}): Promise<{ readonly ok: boolean; readonly value?: unknown; readonly error?: { readonly code: string } }> {
  return program.page.evaluate(([operation, given]) => window.xinhu.call(operation, given), [name, input] as const);
}

async function registerPid(): Promise<number> {
  const [pid, ...others] = await program.registerProcesses();
  expect(others).toEqual([]);
  if (pid === undefined) throw new Error('No register process lives.');
  return pid;
}

test('the page can call and subscribe, and nothing else', async () => {
  const exposed = await program.page.evaluate(() => ({
    bridge: Object.fromEntries(Object.entries(window.xinhu).map(([name, value]) => [name, typeof value])),
    isFrozen: Object.isFrozen(window.xinhu),
    node: ['require', 'process', 'module', 'Buffer', 'global', '__dirname', 'ipcRenderer', 'electron'].filter((name) => name in window),
  }));
  expect(exposed).toEqual({ bridge: { call: 'function', subscribe: 'function' }, isFrozen: true, node: [] });
  expect(await program.page.evaluate(() => 'xinhu' in (window.frames[0] ?? {}))).toBe(false);
});

test('calls travel to the register process and back, bytes included, and pushes that are declared arrive', async () => {
  expect(await call('fixture.echo', { text: '心', none: null })).toMatchObject({
    ok: true,
    value: { name: 'fixture.echo', input: { text: '心', none: null }, grants: [] },
  });
  expect(
    await program.page.evaluate(async () => {
      const reply = await window.xinhu.call('fixture.echo', {});
      return reply.ok && (reply.value as { bytes: unknown }).bytes instanceof Uint8Array;
    }),
  ).toBe(true);
  await call('fixture.pushes');
  await expect.poll(() => program.page.evaluate(() => window.pushed)).toEqual([{ caseId: 'one' }]);
});

test('only the top frame of our page is answered, and only in the form of a call', async () => {
  expect(await program.callFromSubFrame({ name: 'shell.info', input: {} })).toEqual({ ok: false, error: { code: 'SENDER_REFUSED', params: {} } });
  for (const name of ['', 'fixture', 'fixture.', '__proto__.x', 'a.b.c', 'shell.info2', 'x'.repeat(100)])
    expect(await call(name)).toMatchObject({ ok: false, error: { code: 'INPUT_INVALID' } });
  for (const name of ['shell.openPath', 'shell.constructor', 'shell.toString'])
    expect(await call(name)).toMatchObject({ ok: false, error: { code: 'OPERATION_UNKNOWN' } });
  expect(await call('shell.info', { more: 1 })).toMatchObject({ ok: false, error: { code: 'INPUT_INVALID' } });
  expect(await call('shell.info')).toMatchObject({ ok: true, value: { standin: program.kind === 'stand-in', driverFallback: false } });
});

test('no request leaves, by whatever way', async () => {
  const reached: string[] = [];
  const server = createServer((request, response) => {
    reached.push(String(request.url));
    response.setHeader('access-control-allow-origin', '*').end('reached');
  });
  server.on('connection', () => reached.push('connected'));
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  const outcome = await program.page.evaluate(reachOut, host);
  await program.page.evaluate(
    (target) => document.head.append(Object.assign(document.createElement('link'), { rel: 'dns-prefetch', href: `http://${target}` })),
    host,
  );
  await program.page.evaluate(
    (target) => document.head.append(Object.assign(document.createElement('link'), { rel: 'preconnect', href: `http://${target}` })),
    host,
  );
  await program.page.waitForTimeout(300);
  server.close();
  server.closeAllConnections();
  expect(outcome.filter((result) => !/^beacon (queued|failed)$|failed$/.test(result))).toEqual([]);
  expect(reached).toEqual([]);
});

test('every answer carries the content policy, and only files of the page are answered', async () => {
  const { headers, paths, styled } = await program.page.evaluate(async () => {
    const status = async (path: string) => (await fetch(path)).status;
    const answer = await fetch('index.html');
    return {
      headers: Object.fromEntries(answer.headers),
      paths: Object.fromEntries(
        await Promise.all(
          ['page.js', 'none.js', '..%2f..%2fpackage.json', '%2e%2e/fixture-register.ts'].map(async (path) => [path, await status(path)] as const),
        ),
      ),
      styled: getComputedStyle(document.querySelector('h1') ?? document.body).color,
    };
  });
  expect(headers['cache-control']).toBe('no-store');
  expect(headers['content-security-policy']).toMatch(
    /^default-src 'none'; script-src 'self'; style-src 'self' 'nonce-[A-Za-z0-9+/=]{24}'; style-src-attr 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; form-action 'none'; frame-ancestors 'none'; base-uri 'none'; require-trusted-types-for 'script'; trusted-types default xinhu-preview$/,
  );
  expect(paths).toEqual({ 'page.js': 200, 'none.js': 404, '..%2f..%2fpackage.json': 404, '%2e%2e/fixture-register.ts': 404 });
  expect(styled).toBe('rgb(1, 2, 3)'); // the style with the nonce counts, the one without does not
  const [, nonce] = /'nonce-([^']+)'/.exec(String(headers['content-security-policy'])) ?? [];
  expect(nonce).not.toBe(await program.page.evaluate(() => document.querySelector<HTMLElement>('meta[property="csp-nonce"]')?.nonce));
});

test('code and markup from texts do not run', async () => {
  const outcome = await program.page.evaluate(() => {
    const attempt = (run: () => unknown) => {
      try {
        run();
        return 'ran';
      } catch {
        return 'refused';
      }
    };
    // The browser takes text here and would run it, whatever the types say.
    const later: (code: string) => unknown = Reflect.get(window, 'setTimeout');
    return [attempt(() => document.body.insertAdjacentHTML('beforeend', '<p>markup</p>')), attempt(() => later('window.mark = "set"')), window.evaluated];
  });
  expect(outcome).toEqual(['refused', 'refused', 'refused']);
});

test('the page stays where it is and opens nothing', async () => {
  const pages = program.page.context().pages().length;
  await program.page.evaluate(() => {
    window.mark = 'same page';
  });
  const before = program.page.url();
  for (const url of ['https://example.com/', 'http://127.0.0.1:9/', 'file:///etc/hostname', `${new URL(before).origin}/other.html`]) {
    await program.page.evaluate((to) => {
      location.href = to;
    }, url);
    await program.page.waitForTimeout(100);
  }
  const opened = await program.page.evaluate(() => [window.open('about:blank'), window.open('https://example.com/')]);
  await program.page.evaluate(() => Object.assign(document.createElement('a'), { href: 'https://example.com/', target: '_blank', rel: 'noopener' }).click());
  await program.page.waitForTimeout(300);
  expect(opened).toEqual([null, null]);
  expect(program.page.url()).toBe(before);
  expect(await program.page.evaluate(() => window.mark)).toBe('same page');
  expect(program.page.context().pages().length).toBe(pages);
});

test('no device and no permission is given', async () => {
  const states = await program.page.evaluate(() =>
    Promise.all(
      ['geolocation', 'notifications', 'camera', 'microphone', 'clipboard-read'].map(
        async (name) => (await navigator.permissions.query({ name: name as PermissionName })).state,
      ),
    ),
  );
  expect(states.filter((state) => state === 'granted')).toEqual([]);
  expect(
    await program.page.evaluate(
      () =>
        new Promise((resolve) =>
          navigator.geolocation.getCurrentPosition(
            () => resolve('given'),
            () => resolve('denied'),
          ),
        ),
    ),
  ).toBe('denied');
});

test('a chosen file is a name and a token that is good once, for what it was chosen for', async () => {
  await program.answerDialog('cancel');
  expect(await call('shell.chooseFile', { purpose: 'import' })).toMatchObject({ ok: false, error: { code: 'DIALOG_CANCELLED' } });
  const path = join(tmpdir(), '名册.xlsx');
  await program.answerDialog(path);
  const chosen = await call('shell.chooseFile', { purpose: 'import' });
  expect(chosen).toEqual({ ok: true, value: { token: expect.stringMatching(/^[0-9a-f]{32}$/), name: '名册.xlsx' } });
  expect(await program.dialogTitles()).toContain('选择名册或量表结果');
  const { token } = chosen.value as { readonly token: string };
  const granted = { ok: true, value: { grants: [{ token, path, mode: 'read' }] } };
  expect(await call('exchange.import', { file: token })).toMatchObject({ ok: true, value: { grants: [] } });
  expect(await call('imports.inspect', { file: token })).toMatchObject(granted);
  expect(await call('imports.run', { file: token })).toMatchObject(granted);
  expect(await call('imports.run', { file: token })).toMatchObject({ ok: true, value: { grants: [] } });
  for (const input of [{}, { purpose: 'other' }, { purpose: 'constructor' }, { purpose: 'import', path: '/' }])
    expect(await call('shell.chooseFile', input)).toMatchObject({ ok: false, error: { code: 'INPUT_INVALID' } });
  await program.answerDialog(join(tmpdir(), 'out.age'));
  expect(await call('shell.chooseSaveTarget', { purpose: 'package', suggestedName: '../../报送.age' })).toMatchObject({ ok: true, value: { name: 'out.age' } });
});

for (const [how, lock] of [
  ['asked for by the page', () => call('session.lock').catch(() => undefined)],
  ['chosen in the menu', () => program.clickMenu('lock')],
  ['by the locked screen', () => program.firePower('lock-screen')],
  ['by sleep', () => program.firePower('suspend')],
] as const) {
  test(`a lock ${how} ends the register process and shows the unlock page afresh`, async () => {
    await program.answerDialog(join(tmpdir(), 'kept'));
    const chosen = (await call('shell.chooseFile', { purpose: 'import' })) as { readonly value: { readonly token: string } };
    const pid = await registerPid();
    await program.page.evaluate(() => {
      window.mark = 'the page of before';
    });
    await lock();
    await expect.poll(() => program.page.evaluate(() => window.mark ?? 'fresh').catch(() => 'moving')).toBe('fresh');
    await expect(program.page.getByRole('heading', { name: '解锁' })).toBeVisible();
    expect(() => process.kill(pid, 0)).toThrow(); // gone, and its memory with it
    expect(await registerPid()).not.toBe(pid);
    expect(await call('imports.run', { file: chosen.value.token })).toMatchObject({ ok: true, value: { grants: [] } });
  });
}

test('a register process that dies by itself locks too', async () => {
  const pid = await registerPid();
  await program.page.evaluate(() => {
    window.mark = 'the page of before';
  });
  await call('fixture.dies').catch(() => undefined);
  await expect.poll(() => program.page.evaluate(() => window.mark ?? 'fresh').catch(() => 'moving')).toBe('fresh');
  await expect.poll(async () => (await program.registerProcesses()).length).toBe(1);
  expect(await registerPid()).not.toBe(pid);
});

test('the register asked for at start and those opened before are offered by name, never by path', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'xinhu-e2e-'));
  const first = await launch({ isShellAlone: true, userData: folder, register: join(folder, '甲校') });
  const offered = (of: Program) => of.page.evaluate(() => window.xinhu.call('shell.recentRegisters', {}));
  try {
    const reply = await offered(first);
    expect(reply).toEqual({ ok: true, value: [{ token: expect.any(String), name: '甲校' }] });
    const [{ token }] = (reply.ok ? reply.value : []) as readonly [{ readonly token: string }];
    await first.page.evaluate((chosen) => window.xinhu.call('session.unlock', { folder: chosen }), token);
  } finally {
    expect(await first.close()).toBe(0);
  }
  expect(JSON.parse(await readFile(join(folder, 'settings.json'), 'utf8'))).toMatchObject({ registers: [join(folder, '甲校')] });
  const second = await launch({ isShellAlone: true, userData: folder, environment: { FIXTURE_BROKEN_DRIVER: 'journeyapps' } });
  try {
    expect(await offered(second)).toMatchObject({ ok: true, value: [{ name: '甲校' }] });
    await expect
      .poll(() => second.page.evaluate(() => window.xinhu.call('shell.info', {})))
      .toMatchObject({ ok: true, value: { driver: 'mc', driverFallback: true } });
  } finally {
    await second.close();
    await rm(folder, { recursive: true, force: true });
  }
});
