/** A host in this process, with paths as file tokens and progress on standard error. */
import { resolve } from 'node:path';
import { createHost, type Host } from '../main/register/host.ts';
import { pathFiles } from '../main/register/files/file-port.ts';
import { systemPorts, type PortOptions } from '../main/register/system-ports.ts';

/** Opens a host; the caller closes it, or its worker keeps the process alive. */
export function openCommandLineHost(options: Partial<PortOptions> = {}): Host {
  const ports = systemPorts({ push: showProgress, ...options });
  const host = createHost(ports, pathFiles());
  return { ...host, chooseFolder: (folder) => host.chooseFolder(resolve(folder)) };
}

function showProgress(name: string, payload: unknown): void {
  if (name === 'task.progress') process.stderr.write(`${JSON.stringify(payload)}\n`);
}
