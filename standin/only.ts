/** Makes an object that has exactly what the stand-in knows: anything else of Electron's API throws instead of quietly doing nothing. */
export function only<T extends object>(name: string, known: T): T {
  return new Proxy(known, {
    get(target, property) {
      const value: unknown = Reflect.get(target, property, target); // the target, so that private fields are reached
      if (value === undefined && typeof property === 'string' && !(property in target) && !askedOfAnything.has(property)) throw notHere(`${name}.${property}`);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}

export function notHere(what: string): Error {
  return new Error(`${what} is not in the stand-in. It offers what the shell uses, in standin/, and nothing more.`);
}

/** Asked of every object by promises, the inspector and the module loader. */
const askedOfAnything: ReadonlySet<string> = new Set(['then', 'toJSON', 'inspect', '__esModule', 'default', 'constructor']);
