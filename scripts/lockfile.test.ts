import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from '../domain/zod.ts';

const names = z.record(z.string(), z.string()).optional();
const Lockfile = z.object({
  packages: z.record(
    z.string(),
    z.object({ dependencies: names, optionalDependencies: names, devDependencies: names, resolved: z.string().optional(), integrity: z.string().optional() }),
  ),
});
const Manifest = z.object({ dependencies: names, optionalDependencies: names, devDependencies: names });

const root = join(import.meta.dirname, '..');

function readJson(name: string): unknown {
  return JSON.parse(readFileSync(join(root, name), 'utf8'));
}

/** Where Node would look for a package, from the folder of another one up. */
function placesOf(name: string, from: string): readonly string[] {
  const parent = from.lastIndexOf('/node_modules/');
  const above = from === '' ? [] : placesOf(name, parent === -1 ? '' : from.slice(0, parent));
  return [from === '' ? `node_modules/${name}` : `${from}/node_modules/${name}`, ...above];
}

describe('package-lock.json', () => {
  const { packages } = Lockfile.parse(readJson('package-lock.json'));

  it('holds the packages of every platform, or npm ci refuses it', () => {
    const absent = Object.entries(packages).flatMap(([from, one]) =>
      Object.keys({ ...one.dependencies, ...one.optionalDependencies })
        .filter((name) => !placesOf(name, from).some((place) => place in packages))
        .map((name) => `${name} of ${from}`),
    );
    expect(absent).toEqual([]);
  });

  it('names no registry and pins every package by its content', () => {
    const others = Object.entries(packages).filter(([path, one]) => path !== '' && (one.resolved !== undefined || one.integrity === undefined));
    expect(others.map(([path]) => path)).toEqual([]);
  });

  it('is asked for exact versions, each of which has its line in docs/dependencies.md', () => {
    const { dependencies, optionalDependencies, devDependencies } = Manifest.parse(readJson('package.json'));
    const asked = Object.entries({ ...dependencies, ...optionalDependencies, ...devDependencies });
    const described = readFileSync(join(root, 'docs/dependencies.md'), 'utf8');
    expect(asked.filter(([, version]) => !/^\d+\.\d+\.\d+$/.test(version))).toEqual([]);
    expect(asked.filter(([name, version]) => !described.includes(`\n| ${name} | ${version} |`))).toEqual([]);
  });
});
