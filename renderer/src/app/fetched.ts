import { lazy } from 'react';
import type { ComponentType, LazyExoticComponent } from 'react';

/** A component that is fetched when it is shown first. @param name of it in its module */
export const fetched = <N extends string, P>(
  load: () => Promise<Readonly<Record<N, ComponentType<P>>>>,
  name: N,
): LazyExoticComponent<ComponentType<P>> => lazy(async () => ({ default: (await load())[name] }));
