const byHttps = /^https:\/\/[^\s/?#@\\]+(?:[/?#]|$)/iu;
const onThisComputer = /^http:\/\/(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])(?::\d{1,5})?(?:[/?#]|$)/iu;

// Node and browsers have it; shared code is checked without the types of either.
declare const URL: { readonly canParse: (address: string) => boolean };

/**
 * Whether updates may be looked for at an address. By http others on the way could see and change what is sent, so that it is for a server on
 * this computer only.
 */
export const mayServeUpdates = (address: string): boolean =>
  (byHttps.test(address) || onThisComputer.test(address)) && URL.canParse(address);

/** The list of versions that a workstation follows on an update server: the first part of its file's name. */
export type UpdateChannel = 'latest' | 'beta';

/** The one for everybody, which a release writes. */
export const usualChannel = 'latest' satisfies UpdateChannel;
