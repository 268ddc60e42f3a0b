/** Entry of the register process: proves its driver, then answers calls. In Electron a utility process, under the stand-in a child process. */
import { chooseProvenDriver } from '../../db/driver/choose.ts';
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

const port = portOfParent();
const ports = systemPorts({ push: (name, payload) => port.send({ type: 'push', name, payload }) });
const chosen = await chooseProvenDriver(ports.driver);
const host = createHost({ ...ports, driver: chosen.ok ? chosen.value.driver.name : ports.driver }, grantedFiles(new Map()));
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
port.send({ type: 'ready', driver: chosen.ok ? chosen.value.driver.name : 'none', fallback: chosen.ok && chosen.value.fallback });
