import { useQuery } from '@tanstack/react-query';
import { ask } from './desk.ts';

/** What is known of updates. Refetched together with the state of the program, which follows each change. */
export const useUpdates = () =>
  useQuery({ queryKey: ['app', 'updates'], queryFn: () => ask('updates.load', {}) });
