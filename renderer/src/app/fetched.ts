import { lazy, type ComponentType, type LazyExoticComponent } from 'react';

type Lazy<C> = C extends ComponentType<infer P> ? LazyExoticComponent<ComponentType<P>> : never;

/** A component that is loaded when it is first shown. @param name its export name in the module */
export const fetched = <M, N extends keyof M>(load: () => Promise<M>, name: N): Lazy<M[N]> =>
  lazy(async () => ({ default: (await load())[name] as ComponentType<unknown> })) as Lazy<M[N]>;
