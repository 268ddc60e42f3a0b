import { fork, spawn } from 'node:child_process';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { driversInOrder, type Driver } from './drivers.ts';
import { RegisterProcess, type RegisterChild } from './register-process.ts';

const entry = join(import.meta.dirname, '..', '..', 'tests', 'e2e', 'support', 'fixture-register.ts');

type Value = { readonly pid: number; readonly driver: string; readonly grants: unknown; readonly bytes: unknown };

const started: RegisterProcess[] = [];
afterEach(async () => {
  for (const register of started.splice(0)) await register.stop();
});

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

function startChild(driver: Driver, environment: Readonly<Record<string, string>>): RegisterChild {
  const child = fork(entry, [], { env: { ...process.env, ...environment, XINHU_DRIVER: driver }, execArgv: [], serialization: 'advanced' });
  return {
    pid: child.pid,
    postMessage: (message) => void (child.connected && child.send(message)),
    onMessage: (listener) => void child.on('message', listener),
    onExit: (listener) => void child.once('exit', listener),
    kill: () => void child.kill('SIGKILL'),
  };
}

function setUp(environment: Readonly<Record<string, string>> = {}) {
  const tried: Driver[] = [];
  const pushes: unknown[] = [];
  const lost = Promise.withResolvers<void>();
  const register = new RegisterProcess({
    start: (driver) => {
      tried.push(driver);
      return startChild(driver, environment);
    },
    drivers: ['journeyapps', 'mc'],
    onPush: (name, payload) => pushes.push({ name, payload }),
    onLost: lost.resolve,
    log: () => {},
  });
  started.push(register);
  const ask = (name: string) => register.call({ name, input: {}, grants: [] });
  const echo = async (): Promise<Value> => {
    const reply = await ask('fixture.echo');
    if (!reply.ok) throw new Error(reply.error.code);
    return reply.value as Value; // the fixture's echo
  };
  return { register, tried, pushes, lost: lost.promise, ask, echo };
}

const stopped = { ok: false, error: { code: 'REGISTER_STOPPED', params: {} } };

describe('the register process', () => {
  it('answers calls that were made while it was starting', async () => {
    const { register, ask, pushes } = setUp();
    const early = [ask('one.first'), ask('one.second')];
    await register.restart();
    expect((await Promise.all(early)).map((reply) => reply.ok)).toEqual([false, false]); // a restart answers what waited before it
    expect(await register.call({ name: 'one.third', input: { deep: [1] }, grants: [{ token: 't', path: '/p', mode: 'read' }] })).toMatchObject({
      ok: true,
      value: { name: 'one.third', input: { deep: [1] }, grants: [{ token: 't', path: '/p', mode: 'read' }], bytes: new Uint8Array([1, 2, 3]) },
    });
    await ask('fixture.pushes');
    expect(pushes).toContainEqual({ name: 'case.changed', payload: { caseId: 'one' } });
  });

  it('is gone after a restart, its running calls are answered, and the next one waits for the fresh process', async () => {
    const { register, ask, echo } = setUp();
    const { pid } = await echo();
    const running = ask('fixture.neverAnswers');
    const restarted = register.restart();
    expect(await running).toEqual(stopped);
    const after = await echo();
    await restarted;
    expect(after.pid).not.toBe(pid);
    expect(isAlive(pid)).toBe(false);
  });

  it('is started with the other driver when the first takes it down', async () => {
    const { register, echo, tried } = setUp({ FIXTURE_BROKEN_DRIVER: 'journeyapps' });
    expect((await echo()).driver).toBe('mc');
    expect(tried).toEqual(['journeyapps', 'mc']);
    expect(register.driver).toEqual({ name: 'mc', fallback: true });
  });

  it('refuses calls when no driver lets it start', async () => {
    const register = new RegisterProcess({
      start: (driver) => startChild(driver, { FIXTURE_BROKEN_DRIVER: driver }),
      drivers: ['journeyapps', 'mc'],
      onPush: () => {},
      onLost: () => {},
      log: () => {},
    });
    expect(await register.call({ name: 'one.first', input: {}, grants: [] })).toEqual(stopped);
  });

  it('is killed when it does not become ready in time', async () => {
    let children = 0;
    const register = new RegisterProcess({
      start: () => {
        children += 1;
        const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
        return {
          pid: child.pid,
          postMessage: () => {},
          onMessage: () => {},
          onExit: (listener) => void child.once('exit', listener),
          kill: () => void child.kill('SIGKILL'),
        };
      },
      drivers: ['mc'],
      onPush: () => {},
      onLost: () => {},
      log: () => {},
      readyWithinMs: 50,
    });
    expect(await register.call({ name: 'one.first', input: {}, grants: [] })).toEqual(stopped);
    expect(children).toBe(1);
  });

  it('reports when it dies by itself, and comes back with the next call', async () => {
    const { ask, echo, lost } = setUp();
    const { pid } = await echo();
    expect(await ask('fixture.dies')).toEqual(stopped);
    await lost;
    expect((await echo()).pid).not.toBe(pid);
  });

  it('stays ended once it was stopped', async () => {
    const { register, ask, echo } = setUp();
    const { pid } = await echo();
    await register.stop();
    expect(isAlive(pid)).toBe(false);
    expect(await ask('one.first')).toEqual(stopped);
    await register.restart();
    expect(await ask('one.first')).toEqual(stopped);
  });
});

describe('drivers', () => {
  it.each([
    ['linux', undefined, ['journeyapps', 'mc']],
    ['darwin', 'journeyapps', ['journeyapps', 'mc']],
    ['linux', 'mc', ['mc', 'journeyapps']],
    ['win32', undefined, ['mc', 'journeyapps']],
    ['win32', 'other', ['mc', 'journeyapps']],
  ])('on %s with %s asked for', (platform, preferred, order) => {
    expect(driversInOrder(platform, preferred)).toEqual(order);
  });
});
