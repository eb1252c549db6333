import type { OpId } from '../../../../../shared/domain/ids.ts';

/** Whether a file took a step: its id is derived from the file's contents (UUID version 8 of RFC 9562) rather than from the time. */
export const isFromFile = (opId: OpId): boolean => opId[14] === '8';
