import { BlockList, isIP } from 'node:net';

/** Returns a caller's address as people write it: IPv4 on an IPv6 socket is IPv4. */
export const plainAddress = (address: string): string =>
  address.replace(/^::ffff:(?=\d+\.\d+\.\d+\.\d+$)/iu, '');

const familyOf = (address: string): 'ipv4' | 'ipv6' => (isIP(address) === 6 ? 'ipv6' : 'ipv4');

/** Adds an address or a network, such as `10.1.0.0/16`. @returns false if it is neither */
const addTo = (list: BlockList, caller: string): boolean => {
  const [address = '', bits, ...rest] = caller.split('/');
  const version = isIP(address);
  if (version === 0 || rest.length > 0) return false;
  if (bits === undefined) {
    list.addAddress(address, familyOf(address));
    return true;
  }
  const longest = version === 4 ? 32 : 128;
  if (!/^\d{1,3}$/u.test(bits) || Number(bits) > longest) return false;
  list.addSubnet(address, Number(bits), familyOf(address));
  return true;
};

/** Returns the first entry that is neither an address nor a network; null if all are. */
export const wrongCaller = (callers: readonly string[]): string | null =>
  callers.find((caller) => !addTo(new BlockList(), caller)) ?? null;

/** Returns whether an address may call. @param callers if empty, every address may */
export const mayCallOf = (callers: readonly string[]): ((address: string) => boolean) => {
  if (callers.length === 0) return () => true;
  const list = new BlockList();
  for (const caller of callers) addTo(list, caller);
  return (address) => {
    const plain = plainAddress(address);
    return isIP(plain) !== 0 && list.check(plain, familyOf(plain));
  };
};
