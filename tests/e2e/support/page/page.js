window.pushed = [];
window.loadedAt = performance.timeOrigin;
window.xinhu.subscribe('case.changed', (payload) => window.pushed.push(payload));
