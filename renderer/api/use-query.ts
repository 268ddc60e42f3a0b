/** Reads from the register. A refusal is an answer, not an exception. */
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { CodeOf, Input, OperationName, Output } from '../../contract/index.ts';
import type { Refusal } from '../../contract/errors.ts';
import { call } from './call.ts';
import { latestReply, type LatestReply } from './latest-reply.ts';
import { queryClient } from './query-client.ts';

export type Reading<N extends OperationName> = {
  readonly value: Output<N> | undefined;
  /** Beside a value: it is an earlier one, which could not be read again just now. */
  readonly refusal: Refusal<CodeOf<N>> | undefined;
  readonly loading: boolean;
  /** An earlier answer is shown while the new one is read. */
  readonly renewing: boolean;
  readonly reload: () => void;
};

/** What the window has already been told, without asking again; undefined when it has not, or was refused. */
export function knownAnswer<N extends OperationName>(name: N, input: Input<N>): Output<N> | undefined {
  const reply = queryClient.getQueryData<LatestReply<N>>([name, input]);
  return reply?.ok === true ? reply.value : undefined;
}

export type ReadOptions = {
  readonly enabled?: boolean;
  /** Show the last answer while another input is read (lists being filtered). */
  readonly keep?: boolean;
  /** Take an answer that is not older than this instead of asking (and auditing) again. */
  readonly freshMs?: number;
};

/** Reads `name` with `input`; reads again when the input changes or a command succeeded. */
export function useRegisterQuery<N extends OperationName>(name: N, input: Input<N>, options: ReadOptions = {}): Reading<N> {
  const result = useQuery<LatestReply<N>>({
    queryKey: [name, input],
    // Read after the call: whether there was an answer to keep shows then.
    queryFn: async ({ client, queryKey }) => {
      const now = await call(name, input);
      return latestReply(client.getQueryData<LatestReply<N>>(queryKey), now);
    },
    enabled: options.enabled ?? true,
    ...(options.freshMs === undefined ? {} : { staleTime: options.freshMs }),
    ...(options.keep === true ? { placeholderData: keepPreviousData } : {}),
  });
  const reply = result.data;
  return {
    value: reply?.ok === true ? reply.value : undefined,
    refusal: reply !== undefined && 'error' in reply ? reply.error : undefined,
    loading: result.isPending && (options.enabled ?? true),
    renewing: result.isFetching && !result.isPending,
    reload: () => void result.refetch(),
  };
}
