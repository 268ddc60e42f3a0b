/** Server state of the window. It is plaintext, so it lives shortly and is dropped at lock. */
import { QueryClient } from '@tanstack/react-query';

export const queryClient = new QueryClient({
  defaultOptions: {
    // The register is on this machine: being offline must not pause anything.
    queries: { networkMode: 'always', retry: false, refetchOnWindowFocus: false, refetchOnReconnect: false, gcTime: 60_000, staleTime: 0 },
    mutations: { networkMode: 'always', retry: false, gcTime: 0 },
  },
});
