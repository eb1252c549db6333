import type { OpId } from '../../../../../shared/domain/ids.ts';

/** Whether a file took a step: its id is made from what the file says (version 8 of RFC 9562), and not from the time. */
export const isOfFile = (opId: OpId): boolean => opId[14] === '8';
