/**
 * Makes a fresh clone ready: system packages, then the packages of package-lock.json under the Node of the lockfile.
 * Plain JavaScript without dependencies, for any Node from 18 on, because nothing is installed when it runs.
 *
 *   node scripts/setup.mjs [demo|start|check|test|bench] [--quiet]
 *
 * Exit codes: 0 ready, 1 npm packages could not be installed, 2 wrong arguments, 3 system packages are missing.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { missingFor, scopes, systemPackages, toolchain } from './system-packages.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const modules = join(root, 'node_modules');
const stampPath = join(modules, '.setup-stamp.json');
const windows = process.platform === 'win32';
/** Older lines leave out Vite's native binding. */
const npmVersion = '11.19.1';
const drivers = ['@journeyapps/sqlcipher', 'better-sqlite3-multiple-ciphers'];

class SetupError extends Error {
  constructor(message, exitCode) {
    super(message);
    this.exitCode = exitCode;
  }
}

function say(text) {
  process.stderr.write(`setup: ${text}\n`);
}

/** Runs a program with its output on our standard error. Standard input is closed, so nothing can wait for an answer. */
function run(command, args, { cwd = root, env = process.env, quiet = false } = {}) {
  const stdio = ['ignore', quiet ? 'ignore' : 2, quiet ? 'ignore' : 2];
  return spawnSync(command, args, { cwd, env, stdio, shell: windows }).status === 0;
}

function outputOf(command, args, env = process.env) {
  const result = spawnSync(command, args, { env, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'], shell: windows });
  return result.status === 0 ? result.stdout.trim() : '';
}

function withFirstOnPath(folder) {
  const key = Object.keys(process.env).find((name) => name.toUpperCase() === 'PATH') ?? 'PATH';
  return { ...process.env, [key]: `${folder}${delimiter}${process.env[key] ?? ''}` };
}

/** What must be installed, in one text: the lockfile and the machine it is installed for. */
function wantedStamp(lockText) {
  const lockfile = createHash('sha256').update(lockText).digest('hex');
  return JSON.stringify({ lockfile, platform: `${process.platform}-${process.arch}` });
}

function installedNode() {
  return join(modules, '.bin', windows ? 'node.cmd' : 'node');
}

function isInstalled(stamp) {
  return existsSync(stampPath) && existsSync(installedNode()) && readFileSync(stampPath, 'utf8') === stamp;
}

/**
 * A folder with the wanted Node and, where the machine's npm is too old, a newer npm. npm must itself run under this
 * Node: under an older one it leaves out optional packages that ask for a newer one, without a word.
 */
function prepareNode(temporary, version) {
  const bin = join(temporary, 'node_modules', '.bin');
  const newNpm = Number.parseInt(outputOf('npm', ['--version']), 10) < 11;
  const present = join(modules, 'node', 'bin', windows ? 'node.exe' : 'node');
  const reuse = !windows && !newNpm && existsSync(present) && outputOf(present, ['--version']) === `v${version}`;
  if (reuse) {
    mkdirSync(bin, { recursive: true });
    copyFileSync(present, join(bin, 'node'));
    return bin;
  }
  say(`getting Node ${version}${newNpm ? ` and npm ${npmVersion}` : ''} for the installation`);
  writeFileSync(join(temporary, 'package.json'), JSON.stringify({ private: true, allowScripts: { node: true } }));
  const wanted = [`node@${version}`, ...(newNpm ? [`npm@${npmVersion}`] : [])];
  const args = ['install', '--prefix', temporary, '--no-save', '--no-audit', '--no-fund', '--loglevel=error', ...wanted];
  if (!run('npm', args, { cwd: temporary }) && !run('npm', args, { cwd: temporary }))
    throw new SetupError(`Node ${version} could not be installed through npm`, 1);
  return bin;
}

/** The folder whose include/node holds Node's headers, so that building a driver needs no download. Any version does: the drivers use Node-API. */
function headersFolder() {
  const configured = process.env.npm_config_nodedir ?? outputOf('npm', ['config', 'get', 'nodedir']);
  if (configured && configured !== 'undefined') return configured;
  const candidates = [dirname(dirname(realpathSync(process.execPath))), '/usr', '/usr/local'];
  return candidates.find((folder) => existsSync(join(folder, 'include', 'node', 'node_api.h')) && existsSync(join(folder, 'include', 'node', 'common.gypi')));
}

function installPackages(version, quiet) {
  const temporary = mkdtempSync(join(tmpdir(), 'setup-'));
  try {
    const env = { ...withFirstOnPath(prepareNode(temporary, version)), JOBS: 'max' };
    const headers = headersFolder();
    if (headers) env.npm_config_nodedir = headers;
    say('installing the packages of package-lock.json (some minutes at the first time)');
    const args = ['ci', '--no-audit', '--no-fund', '--loglevel=error'];
    if (run('npm', args, { env, quiet })) return;
    say('npm ci failed; trying once more');
    if (!run('npm', args, { env })) throw new SetupError('npm ci failed twice; see its messages above', 1);
  } finally {
    rmSync(temporary, { recursive: true, force: true, maxRetries: 3 });
  }
}

/** A driver that cannot be loaded ends its process at worst, so each is tried in one of its own. */
function reportDrivers() {
  const broken = drivers.filter((name) => !run(installedNode(), ['-e', `require('${name}')`], { quiet: true }));
  for (const name of broken) {
    say(`the driver ${name} is not available here (it could not be built or loaded); the other one is used`);
  }
  if (broken.length === drivers.length) throw new SetupError(`no database driver works: install ${toolchain.join(', ')} and run npm ci`, 1);
}

function installThroughApt(packages) {
  const isRoot = process.getuid?.() === 0;
  if (!existsSync('/usr/bin/apt-get') || !(isRoot || run('sudo', ['-n', 'true'], { quiet: true }))) return false;
  say(`installing the system packages ${packages.join(' ')}`);
  const options = ['-y', '-qq', '-o', 'DPkg::Lock::Timeout=300', '-o', 'Acquire::Retries=3'];
  const apt = (...args) => {
    const words = ['env', 'DEBIAN_FRONTEND=noninteractive', 'apt-get', ...options, ...args];
    return isRoot ? run(words[0], words.slice(1)) : run('sudo', ['-n', ...words]);
  };
  apt('update');
  return apt('install', '--no-install-recommends', ...packages);
}

/** Installs what the scope lacks. Throws when something is missing that the scope cannot do without. */
function setUpSystem(scope, building) {
  const missing = missingFor(scope, building);
  if (missing.length === 0) return;
  if (installThroughApt(missing) && missingFor(scope, building).length === 0) return;
  const left = missingFor(scope, building);
  const needed = left.filter((name) => systemPackages[name].neededBy.includes(scope));
  say(`not found: ${left.map((name) => `${name} (${systemPackages[name].use})`).join(', ')}`);
  if (process.platform === 'linux') say(`to install: sudo apt-get install --no-install-recommends ${left.join(' ')}`);
  if (needed.length > 0) throw new SetupError(`'${scope}' cannot go on without ${needed.join(', ')}`, 3);
}

function parseArguments(args) {
  const words = args.filter((word) => word !== '--quiet');
  const scope = words[0] ?? 'test';
  if (words.length > 1 || !scopes.includes(scope)) throw new SetupError(`usage: node scripts/setup.mjs [${scopes.join('|')}] [--quiet]`, 2);
  return { scope, quiet: args.includes('--quiet') };
}

function main() {
  const { scope, quiet } = parseArguments(process.argv.slice(2));
  const lockText = readFileSync(join(root, 'package-lock.json'), 'utf8');
  const stamp = wantedStamp(lockText);
  const ready = isInstalled(stamp);
  setUpSystem(scope, !ready);
  if (ready) return;
  installPackages(JSON.parse(lockText).packages['node_modules/node'].version, quiet);
  reportDrivers();
  writeFileSync(stampPath, stamp);
  say('ready');
}

try {
  main();
} catch (error) {
  if (!(error instanceof SetupError)) throw error;
  say(error.message);
  process.exitCode = error.exitCode;
}
