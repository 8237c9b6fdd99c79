// Shows what works only with a script, and says so when the browser or the key refuses.
(() => {
  // Browsers bind a key to a name; on a bare IP address there is nothing to bind it to.
  if (!window.PublicKeyCredential || /^[\d.]+$|^\[/.test(location.hostname)) return
  const reveal = () => {
    document.querySelectorAll('[data-passkey]').forEach((part) => { part.hidden = false })
    document.querySelectorAll('[data-without-passkey]').forEach((part) => { part.hidden = true })
  }
  document.addEventListener('allauth.error', (event) => {
    event.preventDefault()
    const note = document.getElementById('passkey-error')
    if (note) { note.hidden = false; note.focus() }
  })
  document.readyState === 'loading' ? document.addEventListener('DOMContentLoaded', reveal) : reveal()
})()
