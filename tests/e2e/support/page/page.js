window.pushed = [];
window.xinhu.subscribe('case.changed', (payload) => window.pushed.push(payload));

// Asked here, because a test that evaluates in the page is allowed to evaluate.
try {
  window.evaluated = Reflect.construct(Function, ['return "ran"'])();
} catch {
  window.evaluated = 'refused';
}
