/** Spanish small talk, and who is to be called. */
export const TALK = `
  hola, buenas, buenos dias, buenas tardes, buenas noches, que tal = hello
  gracias, muchas gracias, mil gracias, genial gracias, te lo agradezco = thank you
  adios, hasta luego, hasta pronto, chao, nos vemos, eso es todo = goodbye
  ayuda, ayudame, que puedes hacer, como funciona, como funciona esto = help
  hablar con una persona, hablar con alguien, una persona, un humano, un agente, hablar con un agente, quiero hablar con una persona, atencion al cliente, una persona de verdad = talk to a human
  por favor, porfa = please
  si = yes
  vale, de acuerdo = ok
  ignora = ignore
  instrucciones = instructions
`;
