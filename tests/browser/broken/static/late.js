document.addEventListener('DOMContentLoaded', () => {
  document.body.append('Written by a script.');
  throw new Error('a script that fails');
});
