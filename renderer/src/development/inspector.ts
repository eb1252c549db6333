import { createWebSocketInspector, type StatelyInspectionEvent } from '@statelyai/inspect';
import type { InspectionEvent, Snapshot } from 'xstate';

/**
 * Sends the machines' state changes to the inspector, without their data: the inspector is a third-party page, and patron data must stay in
 * this program.
 * @param url the address at which the development server forwards them.
 */
export const openInspector = (url: string): ((event: InspectionEvent) => void) => {
  const { inspect } = createWebSocketInspector({ url, serialize: withoutData });
  return (event) => inspect.next?.(event);
};

/** Keeps states and event types; removes context, payload and output. */
export const withoutData = (event: StatelyInspectionEvent): StatelyInspectionEvent => {
  switch (event.type) {
    case '@xstate.actor':
      return { ...event, snapshot: bare(event.snapshot) };
    case '@xstate.event':
      return { ...event, event: { type: event.event.type } };
    case '@xstate.snapshot':
      return {
        ...event,
        event: { type: event.event.type },
        snapshot: bare(event.snapshot) as Snapshot<unknown>,
      };
  }
};

const bare = (snapshot: {
  readonly status?: Snapshot<unknown>['status'];
  readonly value?: unknown;
}): typeof snapshot => ({ status: snapshot.status ?? 'active', value: snapshot.value });
