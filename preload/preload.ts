import { contextBridge, ipcRenderer } from 'electron';
import type { CallChannel, PushChannel, PushName, Reply, XinhuBridge } from './bridge.ts';

const callChannel: CallChannel = 'xinhu:call';
const pushChannel: PushChannel = 'xinhu:push';

type Listener = (payload: unknown) => void;

const listeners: Readonly<Record<PushName, Set<Listener>>> = {
  'session.locked': new Set(),
  'case.changed': new Set(),
  'today.changed': new Set(),
  'task.progress': new Set(),
};

function heardAs(name: PushName): Set<Listener> {
  if (!Object.hasOwn(listeners, name)) throw new Error('There is no push of this name.'); // the page's types do not bind it at run time
  return listeners[name];
}

ipcRenderer.on(pushChannel, (_event, message: { readonly name: PushName; readonly payload: unknown }) => {
  for (const listener of heardAs(message.name)) listener(message.payload);
});

const bridge: XinhuBridge = {
  call: (name, input) => ipcRenderer.invoke(callChannel, { name, input }) as Promise<Reply>, // the shell answers every call with a Reply
  subscribe: (name, listener) => {
    const heard = heardAs(name);
    heard.add(listener);
    return () => {
      heard.delete(listener);
    };
  },
};
contextBridge.exposeInMainWorld('xinhu', bridge);
