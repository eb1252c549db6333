/** Parses an address; null if it is not a URL. */
export const parseUrl = (address: string): URL | null => (URL.canParse(address) ? new URL(address) : null);

/** Whether two addresses have the same scheme, host and port. `URL.origin` does not support custom schemes. */
export const isSamePlace = (address: string, trusted: string): boolean => {
  const one = parseUrl(address);
  const other = parseUrl(trusted);
  return one !== null && other !== null && one.protocol === other.protocol && one.host === other.host;
};

/**
 * Whether a link may be opened in the system's browser: only https, only listed hosts, without user or port.
 * @param hosts exact host names.
 */
export const mayOpenOutside = (address: string, hosts: readonly string[]): boolean => {
  const url = parseUrl(address);
  return (
    url !== null &&
    url.protocol === 'https:' &&
    url.username === '' &&
    url.password === '' &&
    url.port === '' &&
    hosts.includes(url.hostname)
  );
};
