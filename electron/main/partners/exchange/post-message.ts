import { type Destination, type PostOptions, postXml } from '../../sending/post-xml.ts';
import type { PostResult } from '../../sending/verdict.ts';
import { verdictOf } from '../iso18626/confirmation.ts';

/**
 * Posts one message to a partner's system and reads the confirmation in the answer. @param requestId of the request that the message is about
 */
export const postMessage = (
  xml: string,
  requestId: string,
  destination: Destination,
  options: PostOptions = {},
): Promise<PostResult> =>
  postXml(xml, (status, body) => verdictOf(status, body, requestId), destination, options);
