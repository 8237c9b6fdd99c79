// Shows what works only with a script, and says so when the browser or the key refuses.
(() => {
  if (!window.PublicKeyCredential) return
  const reveal = () => document.querySelectorAll('[data-passkey]').forEach((part) => { part.hidden = false })
  document.addEventListener('allauth.error', (event) => {
    event.preventDefault()
    const note = document.getElementById('passkey-error')
    if (note) { note.hidden = false; note.focus() }
  })
  document.readyState === 'loading' ? document.addEventListener('DOMContentLoaded', reveal) : reveal()
})()
