import type { EventName } from '../../../shared/ipc/channels.ts';
import type { Events } from '../../../shared/ipc/events.ts';

/** Sends an event to the window, if one is listening. */
export type Emit = <E extends EventName>(event: E, payload: Events[E]) => void;
