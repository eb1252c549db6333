const byHttps = /^https:\/\/[^\s/?#@\\]+(?:[/?#]|$)/iu;
const onThisComputer = /^http:\/\/(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])(?::\d{1,5})?(?:[/?#]|$)/iu;

/**
 * Whether updates may be looked for at an address. By http others on the way could see and change what is sent, so that it is for a server on
 * this computer only.
 */
export const mayServeUpdates = (address: string): boolean =>
  byHttps.test(address) || onThisComputer.test(address);
