/** Entry of the register process: proves its driver, then answers calls. In Electron a utility process, under the stand-in a child process. */
import { loadNamed } from '../../db/driver/choose.ts';
import { driverNames, type DriverName } from '../../db/driver/port.ts';
import { proveDriver } from '../../db/driver/prove.ts';
import { createHost } from './host.ts';
import { grantedFiles } from './files/file-port.ts';
import type { FromRegister, ToRegister } from './messages.ts';
import { systemPorts } from './system-ports.ts';

type Port = { readonly send: (message: FromRegister) => void; readonly onMessage: (take: (message: ToRegister) => void) => void };

/** Electron gives utility processes `process.parentPort`; a forked child has `process.send`. */
type ParentPort = { postMessage: (message: unknown) => void; on: (event: 'message', take: (event: { data: unknown }) => void) => void };

function portOfParent(): Port {
  const parent = 'parentPort' in process ? (process.parentPort as ParentPort | undefined) : undefined;
  if (parent !== undefined) {
    return { send: (message) => parent.postMessage(message), onMessage: (take) => parent.on('message', (event) => take(event.data as ToRegister)) };
  }
  if (process.send === undefined) throw new Error('the register process needs a parent');
  const send = process.send.bind(process);
  return { send: (message) => void send(message), onMessage: (take) => process.on('message', (message) => take(message as ToRegister)) };
}

/** The preferred driver if it proves itself here, else the other; null when neither does. */
async function provenDriver(preferred: DriverName | null): Promise<{ readonly name: DriverName; readonly fallback: boolean } | null> {
  const wanted = preferred ?? 'journeyapps';
  for (const name of [wanted, ...driverNames.filter((other) => other !== wanted)]) {
    const driver = await loadNamed(name);
    if (driver !== null && (await proveDriver(driver)).ok) return { name, fallback: name !== wanted };
  }
  return null;
}

const port = portOfParent();
const ports = systemPorts({ push: (name, payload) => port.send({ type: 'push', name, payload }) });
const proven = await provenDriver(ports.driver);
const host = createHost({ ...ports, driver: proven?.name ?? ports.driver }, grantedFiles(new Map()));
const initialFolder = process.env['XINHU_REGISTER_FOLDER'];
if (initialFolder !== undefined && initialFolder !== '') host.chooseFolder(initialFolder);

// The parent is gone: nobody could lock this register any more.
process.on('disconnect', () => void host.close().finally(() => process.exit(0)));

port.onMessage((message) => {
  if (message.type === 'shutdown') {
    void host.close().finally(() => process.exit(0));
    return;
  }
  void host.call(message.name, message.input, message.grants ?? []).then((reply) => port.send({ id: message.id, type: 'reply', reply }));
});
port.send({ type: 'ready', driver: proven?.name ?? 'none', fallback: proven?.fallback ?? false });
