/** A host answers the contract's operations for one register at a time: in the window's register process, the command line, and tests. */
import type { OperationName, Input, Reply } from '../../contract/index.ts';
import { grantedFiles, type FilePort } from './files/file-port.ts';
import type { HostPorts, HostState } from './host-state.ts';
import type { AnyReply, Grant } from './messages.ts';
import { dispatch } from './router.ts';
import { leaveSession } from './work/session-audit.ts';

export type Host = {
  /** Any operation by name; input is parsed strictly. `grants` are the files that this call may use. */
  readonly call: (name: string, input: unknown, grants?: readonly Grant[]) => Promise<AnyReply>;
  /** The same, typed by the contract. */
  readonly ask: <N extends OperationName>(name: N, input: Input<N>) => Promise<Reply<N>>;
  readonly chooseFolder: (folder: string) => void;
  readonly close: () => Promise<void>;
};

/** Builds a host. `files` is the port used when a call carries no grants. */
export function createHost(ports: HostPorts, files: FilePort): Host {
  const state: HostState = { folder: null, session: null, failedUnlocks: 0 };
  const stop = new AbortController();
  const call = (name: string, input: unknown, grants?: readonly Grant[]): Promise<AnyReply> =>
    dispatch(
      { state, ports },
      { name, input, files: grants === undefined ? files : grantedFiles(new Map(grants.map((grant) => [grant.token, grant]))), signal: stop.signal },
    );
  return {
    call,
    // The router parsed the input and the handler's type fixed the output, so the reply has the contract's shape.
    ask: async <N extends OperationName>(name: N, input: Input<N>): Promise<Reply<N>> => (await call(name, input)) as Reply<N>,
    chooseFolder: (folder) => {
      state.folder = folder;
    },
    close: async () => {
      stop.abort();
      await leaveSession(state, ports.clock());
      await ports.closeDocuments();
    },
  };
}
